import fastify, { type FastifyInstance } from "fastify";
import { managedIdentityRoutes, type ManagedIdentityParts } from "../identity/managedIdentity";
import { adminRoutes, type AdminParts } from "./adminRoutes";
import { pageRoutes } from "./pageRoutes";
import { isLoopbackHost } from "./hostCheck";
import { slowRequestLimits } from "./slowRequests";
import { validatorCompiler } from "./validatorCompiler";

/**
 * The plain http server: managed identity and admin API.
 *
 * Real managed identity endpoints are plain http too; it is never reachable from another machine,
 * because it listens on the loopback address whatever Resource Manager's server was told.
 */
export function controlServer(
    admin: AdminParts,
    identity: ManagedIdentityParts,
    slowRequestSeconds: number,
): FastifyInstance {
    const app = fastify({
        bodyLimit: 1024 * 1024,
        requestTimeout: slowRequestSeconds * 1000,
        http: slowRequestLimits(slowRequestSeconds),
        forceCloseConnections: true,
    });
    app.setValidatorCompiler(validatorCompiler);
    app.addHook("onRequest", async (request, reply) => {
        if (isLoopbackHost(request.headers.host)) return;
        await reply.code(421).type("text/plain").send("This host name is not served here.\n");
    });
    managedIdentityRoutes(app, identity);
    adminRoutes(app, admin);
    pageRoutes(app, admin.sessions);
    return app;
}
