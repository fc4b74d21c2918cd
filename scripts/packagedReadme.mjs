// The README as the extension carries it. An editor shows it by itself, at no address: a relative picture would be a
// broken one even if its file were in the package, and a relative link would lead nowhere.

/** A picture or link whose target is no address of the web and no place in the text. */
const RELATIVE_PICTURE = /!\[[^\]]*\]\((?![a-z][a-z+.-]*:)[^)]*\)/i;
const RELATIVE_LINK = /(?<!!)\[([^\]]*)\]\((?![a-z][a-z+.-]*:|#)[^)]*\)/gi;

/** The text without the paragraphs and tables that hold relative pictures, and with relative links as their names. */
export function packagedReadme(text) {
  return text
    .split(/(?<=\n)(?=\n)/)
    .filter((block) => !RELATIVE_PICTURE.test(block))
    .join('')
    .replace(RELATIVE_LINK, '$1');
}
