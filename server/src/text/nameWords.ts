// The words a name is put together from, as programs write them. Knows no language and no vocabulary.

/** The words in small letters: `withApproval`, `with_approval` and `HITLGate` are `with approval` and `hitl gate`. */
export function nameWords(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\p{Nd})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}
