/** See packagedReadme.mjs. */
export function packagedReadme(text: string): string;
