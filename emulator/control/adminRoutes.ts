import type { FastifyInstance, FastifyRequest } from "fastify";
import { ArmError } from "../arm/error";
import type { RegistrationState } from "../arm/subscriptions";
import type { FaultRequest } from "../faults/fault";
import { faultSchema } from "../faults/faultSchema";
import { sameSecret } from "../identity/managedIdentity";
import { jobNamespaces, type JobNamespace, type PlantedJobRequest } from "../jobs/job";
import type { Moment, Store } from "../state/store";
import { ControlError } from "./controlError";
import type { Controls } from "./controls";
import type { PageSessions } from "./pageSessions";

export interface AdminParts {
    readonly controls: Controls;
    readonly store: Store;
    readonly adminToken: string;
    readonly sessions: PageSessions;
}

export const adminPath = "/emulator/admin";

const id = { type: "string", maxLength: 2048 };
const nullableText = { type: ["string", "null"], maxLength: 200 };
const provider = { enum: jobNamespaces };
const percentComplete = { type: "integer", minimum: 0, maximum: 100 };

function body(required: readonly string[], properties: object): { schema: { body: object } } {
    return {
        schema: { body: { type: "object", required, properties, additionalProperties: false } },
    };
}

interface MoveRequest {
    readonly id: string;
    readonly state: string | null;
    readonly percentComplete?: number;
    readonly provider?: JobNamespace;
}

interface RegistrationRequest {
    readonly subscriptionId: string;
    readonly state: RegistrationState;
    readonly provider?: JobNamespace;
}

/** The admin API: JSON over plain http, loopback only, `Authorization: Bearer <adminToken>`. */
export function adminRoutes(app: FastifyInstance, parts: AdminParts): void {
    const { controls, store, adminToken, sessions } = parts;
    void app.register(
        (admin, _options, done) => {
            readJsonWhateverItIsCalled(admin);
            admin.addHook("onRequest", async (request, reply) => {
                const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
                if (sameSecret(token, adminToken) || sessions.isGood(token)) return;
                await reply
                    .code(401)
                    .header("www-authenticate", 'Bearer realm="emulator admin"')
                    .send({ error: { message: "Send the adminToken as a bearer token." } });
            });
            const moments = new WeakMap<FastifyRequest, Moment>();
            admin.addHook("preHandler", (request, _reply, next) => {
                moments.set(request, store.now());
                next();
            });
            admin.addHook("onSend", async (request) => {
                const since = moments.get(request);
                moments.delete(request); // that it failed is sent as well
                await store.durable(since);
            });
            admin.setErrorHandler((error, _request, reply) => {
                const { status, message } = answerTo(error);
                return reply.code(status).send({ error: { message } });
            });

            admin.post<{ Body: { days: number } }>(
                "/advance",
                body(["days"], { days: { type: "number" } }),
                (request) => controls.advance(request.body.days),
            );
            admin.post<{ Body: MoveRequest }>(
                "/move",
                body(["id", "state"], { id, state: nullableText, percentComplete, provider }),
                ({ body: asked }) => {
                    const warning = controls.oddMove(asked.id, asked.state, asked);
                    if (warning !== undefined) process.stderr.write(`${warning}\n`);
                    const moved = controls.move(
                        asked.id,
                        asked.state,
                        asked.percentComplete,
                        asked,
                    );
                    return warning === undefined ? moved : { warning, ...moved };
                },
            );
            admin.get("/status", () => ({ now: controls.now() }));
            admin.get("/overview", () => controls.overview());
            admin.post("/page-link", (request) => ({
                url: `${request.protocol}://${request.headers.host}/#code=${sessions.newCode()}`,
            }));
            admin.post<{ Body: { secondsPerStep: number } }>(
                "/autopilot",
                body(["secondsPerStep"], { secondsPerStep: { type: "number" } }),
                ({ body: asked }) => {
                    controls.setAutopilot(asked.secondsPerStep);
                    return asked;
                },
            );
            admin.get("/requests", () => controls.requestsWithoutBodies());
            admin.post("/reset", () => {
                controls.reset();
                return { now: controls.now() };
            });
            admin.get("/jobs", () => controls.jobs());
            admin.post<{ Body: { id: string } & PlantedJobRequest }>(
                "/jobs",
                body(["id"], {
                    id,
                    location: { type: "string" },
                    tags: { type: "object", additionalProperties: { type: "string" } },
                    properties: { type: "object" },
                    sku: {
                        type: "object",
                        required: ["name"],
                        properties: { name: { type: "string" } },
                    },
                    state: nullableText,
                    percentComplete,
                    cancelRequested: { type: "boolean" },
                    createdBy: { type: "string" },
                }),
                ({ body: { id: asked, ...job } }) => controls.plant(asked, job),
            );
            admin.post<{ Body: { id: string; provider?: string } }>(
                "/remove",
                body(["id"], { id, provider }),
                ({ body: asked }) => {
                    controls.remove(asked.id, asked);
                    return { removed: asked.id };
                },
            );
            admin.get("/faults", () => controls.faults());
            admin.post<{ Body: FaultRequest }>(
                "/faults",
                { schema: { body: faultSchema } },
                (request) => controls.addFault(request.body),
            );
            admin.delete("/faults", () => {
                controls.clearFaults();
                return [];
            });
            admin.delete<{ Params: { id: string } }>("/faults/:id", (request) => {
                controls.removeFault(request.params.id);
                return controls.faults();
            });
            admin.post<{ Body: RegistrationRequest }>(
                "/registration",
                body(["subscriptionId", "state"], {
                    subscriptionId: { type: "string" },
                    state: { enum: ["Registered", "NotRegistered"] },
                    provider,
                }),
                ({ body: asked }) => {
                    controls.setRegistration(asked.subscriptionId, asked.state, asked.provider);
                    return asked;
                },
            );
            done();
        },
        { prefix: adminPath },
    );
}

// curl sends a form's content type, others none, and a body may be left out.
function readJsonWhateverItIsCalled(admin: FastifyInstance): void {
    admin.removeAllContentTypeParsers();
    admin.addContentTypeParser("*", { parseAs: "string" }, (_request, text, parsed) => {
        try {
            parsed(null, text === "" ? {} : JSON.parse(String(text)));
        } catch {
            parsed(new ControlError(400, "The body is not JSON."));
        }
    });
}

function answerTo(error: unknown): { status: number; message: string } {
    if (error instanceof ControlError) return error;
    if (error instanceof ArmError) return { status: 400, message: error.message };
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    return { status: statusCode, message };
}
