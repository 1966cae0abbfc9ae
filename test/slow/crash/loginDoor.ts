import http from "node:http";
import type { AddressInfo } from "node:net";

/** A door before the identity endpoint: it keeps one request for a token, and lets the others through. */
export class LoginDoor {
    /** Where clients are to ask. */
    readonly endpoint: string;
    /** Resolves when the request is kept. */
    readonly kept: Promise<void>;
    private keep!: () => void;
    private moment: "before" | "after" | undefined;

    private constructor(
        private readonly server: http.Server,
        private readonly target: string,
    ) {
        const { port } = server.address() as AddressInfo;
        this.endpoint = `http://127.0.0.1:${port}${new URL(target).pathname}`;
        this.kept = new Promise((resolve) => (this.keep = resolve));
        server.on("request", (request, response) => void this.pass(request, response));
    }

    static async open(target: string): Promise<LoginDoor> {
        const server = http.createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new LoginDoor(server, target);
    }

    /** Keeps the next request, before it reaches the identity endpoint or when that has answered. */
    keepNext(moment: "before" | "after"): void {
        this.moment = moment;
    }

    /** Cuts what it keeps, and opens for good. */
    release(): void {
        this.moment = undefined;
        this.server.closeAllConnections();
    }

    close(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    private async pass(request: http.IncomingMessage, response: http.ServerResponse) {
        const { moment } = this;
        if (moment) this.moment = undefined;
        if (moment === "before") return this.keep();
        const url = new URL(request.url ?? "/", this.target);
        const header = String(request.headers["x-identity-header"]);
        const answer = await fetch(url, { headers: { "X-IDENTITY-HEADER": header } });
        const body = await answer.text();
        if (moment === "after") return this.keep();
        response.writeHead(answer.status, { "content-type": "application/json" }).end(body);
    }
}
