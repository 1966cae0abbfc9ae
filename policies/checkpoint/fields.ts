/** The fields of one line of comma-separated values; the whole text where it is no such line. */
export function fieldsOf(text: string): string[] {
    if (text === "") return [];
    const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
    const fields: string[] = [];
    for (;;) {
        const match = field.exec(text);
        if (!match) return [text];
        fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
        if (match[3] !== ",") return fields;
    }
}
