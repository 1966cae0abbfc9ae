// The commands of a README, and what it promises. CommonJS: the tests read READMEs with it, and so does the release.

/** Fenced blocks in order: `{ language, text }`. */
function blocksOf(markdown) {
    return Array.from(markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, language, text]) => ({
        language,
        text,
    }));
}

/** Its sections, the text before the first heading among them. */
function sectionsOf(markdown) {
    return markdown.split(/^## /m);
}

/** The promised lines that the output lacks, or has in another order. Runs of spaces count as one. */
function missingIn(output, promised) {
    const spaced = (text) => text.replace(/\s+/g, " ").trim();
    const all = spaced(output);
    let from = 0;
    return promised.filter((line) => {
        const at = all.indexOf(spaced(line), from);
        if (at >= 0) from = at + 1;
        return at < 0;
    });
}

module.exports = { blocksOf, sectionsOf, missingIn };
