/** Codes of CLDR that stand for no country: groupings, tests, "unknown". */
const notCountries = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/**
 * Whether a text is a country's code as ISO 3166-1 has it today: two capital letters that are assigned. `UK` is none
 * (GB), nor is a code that went out of use (SU). Source: the CLDR data of the JavaScript engine.
 */
export function isIsoCountry(text: string): boolean {
    if (!/^[A-Z]{2}$/.test(text) || notCountries.has(text)) return false;
    const isCurrent = new Intl.Locale(`und-${text}`).region === text;
    const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
    return isCurrent && names.of(text) !== undefined;
}
