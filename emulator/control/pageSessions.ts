import { randomBytes } from "node:crypto";
import { sameSecret } from "../identity/managedIdentity";

const codeLifetimeMs = 2 * 60 * 1000;

/**
 * How a browser comes to speak for the emulator's owner.
 *
 * Not by the admin token in a link: links end up in histories and screenshots. Whoever has the admin
 * token asks for a code, which works once and for two minutes; it travels behind `#`, which a
 * browser sends to nobody. The page trades it for a token of its own, kept for that tab only. There
 * is no cookie: the browser would send it to every other server on this machine.
 */
export class PageSessions {
    private codes: { readonly code: string; readonly expiresAt: number }[] = [];
    private readonly tokens: string[] = [];

    newCode(): string {
        const code = randomBytes(16).toString("base64url");
        this.codes = [...this.openCodes(), { code, expiresAt: Date.now() + codeLifetimeMs }].slice(
            -20,
        );
        return code;
    }

    /** @returns a token for the page; undefined when the code is wrong, used or too old. */
    exchange(given: unknown): string | undefined {
        const codes = this.openCodes();
        const found = codes.find(({ code }) => sameSecret(given, code));
        if (!found) return undefined;
        this.codes = codes.filter((code) => code !== found);
        const token = randomBytes(32).toString("base64url");
        this.tokens.push(token);
        return token;
    }

    isGood(token: unknown): boolean {
        return this.tokens.some((good) => sameSecret(token, good));
    }

    private openCodes(): typeof this.codes {
        return this.codes.filter(({ expiresAt }) => expiresAt > Date.now());
    }
}
