/**
 * Keeps the token of a login, and has it renewed in time. The SDK's own keeper believes the time of day of this machine,
 * knows no way to throw away a token that Azure no longer takes, and signs a request before it waits for its turn.
 */
import type { TokenCredential } from "@azure/core-auth";
import type { Clock } from "./clock";

/** A token is renewed so long before its end, or at half of its life if that is shorter. */
const RENEWED_BEFORE_END_MS = 4 * 60_000;
/** After a renewal that failed while the old token is still good. */
const BETWEEN_RENEWALS_MS = 30_000;

interface Kept {
    readonly text: string;
    readonly endsAt: number;
    renewAt: number;
}

export class TokenKeeper {
    private credential: TokenCredential;
    private kept: Kept | undefined;
    private asked: Promise<Kept> | undefined;

    /**
     * @param login makes the login anew, with nothing remembered
     * @param scope `<audience>/.default`
     */
    constructor(
        private readonly login: () => TokenCredential,
        private readonly scope: string,
        private readonly clock: Clock,
    ) {
        this.credential = login();
    }

    /** The Authorization header for a request that is sent now. @throws AzureError when the login fails */
    async authorization(): Promise<string> {
        return bearer(await this.current());
    }

    /**
     * Azure did not take this token: the next one is surely new. Many requests may say so of the same token; it is
     * renewed once.
     */
    renew(authorization: string | undefined): void {
        if (this.kept === undefined || authorization !== bearer(this.kept)) return;
        this.kept = undefined;
        this.credential = this.login();
    }

    private async current(): Promise<Kept> {
        const { kept } = this;
        if (kept && this.clock.now() < kept.renewAt) return kept;
        const asked = (this.asked ??= this.ask().finally(() => {
            this.asked = undefined;
        }));
        try {
            return await asked;
        } catch (error) {
            if (!kept || this.clock.now() >= kept.endsAt) throw error;
            kept.renewAt = this.clock.now() + BETWEEN_RENEWALS_MS;
            return kept;
        }
    }

    private async ask(): Promise<Kept> {
        const token = await this.credential.getToken(this.scope);
        if (!token) throw new Error("The login gave no token.");
        const lifeMs = Math.max(0, token.expiresOnTimestamp - Date.now());
        const now = this.clock.now();
        const renewAt = now + lifeMs - Math.min(RENEWED_BEFORE_END_MS, lifeMs / 2);
        return (this.kept = { text: token.token, endsAt: now + lifeMs, renewAt });
    }
}

function bearer({ text }: Kept): string {
    return `Bearer ${text}`;
}
