import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { customerDiskTrack } from "../databox/stages";
import { documentedJobStates } from "../importexport/job";
import type { PageSessions } from "./pageSessions";

export const sessionPath = "/emulator/session";

/** The page at the root: one file, nothing loaded from elsewhere, and the browser holds it to that. */
export function pageRoutes(app: FastifyInstance, sessions: PageSessions): void {
    const html = withTracks(readFileSync(path.join(__dirname, "..", "..", "page.html"), "utf8"));
    const policy = [
        "default-src 'none'",
        `script-src ${hashOf(html, "script")}`,
        `style-src ${hashOf(html, "style")}`,
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ].join("; ");

    app.get("/", (_request, reply) =>
        reply
            .type("text/html; charset=utf-8")
            .headers({
                "content-security-policy": policy,
                "x-content-type-options": "nosniff",
                "referrer-policy": "no-referrer",
                "cache-control": "no-store",
            })
            .send(html),
    );
    app.post<{ Body: { code: string } }>(
        sessionPath,
        {
            schema: {
                body: {
                    type: "object",
                    required: ["code"],
                    properties: { code: { type: "string", maxLength: 100 } },
                },
            },
        },
        (request, reply) => {
            const token = sessions.exchange(request.body.code);
            if (token !== undefined) return reply.send({ token });
            return reply
                .code(401)
                .send({ error: { message: "This link was used or is too old." } });
        },
    );
}

/** The page with what its buttons may move a parcel to. */
function withTracks(html: string): string {
    const empty = "const tracks = {};";
    if (!html.includes(empty)) throw new Error("The page has no place for its tracks.");
    const tracks = { jobs: documentedJobStates, orders: [...customerDiskTrack, "Cancelled"] };
    return html.replace(empty, `const tracks = ${JSON.stringify(tracks)};`);
}

/** The one inline element of that name, as a Content-Security-Policy source. */
function hashOf(html: string, element: "script" | "style"): string {
    const content = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(html)?.[1];
    if (content === undefined) throw new Error(`The page has no <${element}>.`);
    return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}
