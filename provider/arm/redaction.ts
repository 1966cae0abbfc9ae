/**
 * Keeps secrets and personal data out of everything that is shown. Azure's error texts can repeat what a request
 * held ("The value 'X' is not valid"), so what was sent in a sensitive field is masked wherever it turns up.
 */

const MASK = "[hidden]";

/** What of a service's bodies is personal or opens a disk, by names that count wherever in a body they are. */
export interface SecretFields {
    /** Fields whose text is. */
    readonly fields: readonly string[];
    /** Whole objects that are, with fields that no document names yet. */
    readonly objects: readonly string[];
    /** Parts of such objects that are not: the service's own words, which may be a stage's name, too. */
    readonly harmlessParts: readonly string[];
    /** Maps whose keys are disks' serial numbers. */
    readonly secretKeysOf: readonly string[];
}

/** Things that are secret by their look, whoever wrote them. */
const SECRET_PATTERNS: readonly RegExp[] = [
    /\bBearer\s+[\w.~+/=-]+/gi,
    // A JSON Web Token: three parts in base64url, the first of which begins with {" in clear.
    /\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g,
    // BitLocker's numerical recovery password.
    /\b\d{6}(-\d{6}){7}\b/g,
    /\b(sig|client_secret|client_assertion)=[^&\s"']+/gi,
];

/**
 * The values of sensitive fields anywhere in a body.
 *
 * @returns texts to give to `redact`, without duplicates
 */
export function sensitiveValues(body: unknown, of: SecretFields): string[] {
    const found = new Set<string>();
    collect(body, of, false, found);
    return [...found];
}

function collect(value: unknown, of: SecretFields, sensitive: boolean, found: Set<string>): void {
    if (typeof value === "string" || typeof value === "number") {
        if (sensitive && String(value).trim() !== "") found.add(String(value));
        return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
        const named = of.fields.includes(key) || of.objects.includes(key);
        collect(inner, of, (sensitive || named) && !of.harmlessParts.includes(key), found);
        if (of.secretKeysOf.includes(key) && typeof inner === "object" && inner !== null) {
            collect(Object.keys(inner as object), of, true, found);
        }
    }
}

/** Values that no text of those who share it may show, whoever sent or received them. */
export class SecretValues {
    private readonly values = new Set<string>();

    add(value: string): void {
        this.values.add(value);
    }

    /** Keeps the sensitive values of a body. */
    addFrom(body: unknown, of: SecretFields): void {
        for (const value of sensitiveValues(body, of)) this.values.add(value);
    }

    /** A copy: errors are made of it. */
    all(): string[] {
        return [...this.values];
    }
}

/**
 * Masks every secret in a text, and everything that looks like a token or a BitLocker password.
 *
 * A value is found in any letter case and in JSON's and URLs' spelling. A short one (up to 3 characters, such as a
 * state or a house number) is masked only as a whole word, so that the text stays readable.
 */
export function redact(text: string, secrets: readonly string[]): string {
    const spellings = secrets.flatMap((secret) => [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
    ]);
    // Longest first: masking a part would leave the rest of a longer one to be read.
    const byLength = [...new Set(spellings)]
        .filter((spelling) => spelling.trim() !== "")
        .sort((a, b) => b.length - a.length);
    let masked = text;
    for (const pattern of SECRET_PATTERNS) masked = masked.replace(pattern, MASK);
    for (const spelling of byLength) masked = masked.replace(matcher(spelling), MASK);
    return masked;
}

function matcher(secret: string): RegExp {
    const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return secret.length > 3
        ? new RegExp(literal, "gi")
        : new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "giu");
}
