import type { FastifyInstance } from "fastify";

/** `GET /metadata/endpoints`: what a cloud says of itself before anybody has a token. */
export function cloudMetadataRoutes(app: FastifyInstance, tenantId: string): void {
    app.get("/metadata/endpoints", async (request, reply) => {
        const endpoint = `https://${request.headers.host ?? "localhost"}`;
        const version = (request.query as { "api-version"?: unknown })["api-version"];
        if (typeof version !== "string") {
            return reply.code(400).send({
                error: {
                    code: "MissingApiVersionParameter",
                    message: "The api-version query parameter (?api-version=) is required.",
                },
            });
        }
        const authentication = {
            loginEndpoint: endpoint,
            audiences: [endpoint],
            tenant: tenantId,
            identityProvider: "AAD",
        };
        if (version < "2018") {
            return {
                galleryEndpoint: endpoint,
                graphEndpoint: endpoint,
                portalEndpoint: endpoint,
                authentication,
            };
        }
        const cloud = {
            name: "ImportExportEmulator",
            portal: endpoint,
            authentication,
            media: endpoint,
            graphAudience: endpoint,
            graph: endpoint,
            microsoftGraphResourceId: endpoint,
            batch: endpoint,
            resourceManager: endpoint,
            suffixes: {},
        };
        // One object since 2022; a list of clouds before.
        return version < "2022" ? [cloud] : cloud;
    });
}
