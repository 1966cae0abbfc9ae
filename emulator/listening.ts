import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";

/** Listens on the asked port, else the one used last, else any. @returns the port. @throws Error of one line */
export async function listen(
    app: FastifyInstance,
    host: string,
    asked: number | undefined,
    usedLast: number | undefined,
): Promise<number> {
    try {
        await app.listen({ host, port: asked ?? usedLast ?? 0 });
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const taken = code === "EADDRINUSE";
        if (taken && asked !== undefined) {
            throw new Error(
                `Port ${asked} is taken by another program. Give a free one, or 0 for any.`,
            );
        }
        if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL") {
            throw new Error(
                `"${host}" is no address of this machine. Give one, or 0.0.0.0 for every one.`,
            );
        }
        if (code === "EACCES")
            throw new Error(`This user may not listen on port ${asked}. Give one above 1023.`);
        if (!taken || usedLast === undefined) throw error;
        await app.listen({ host, port: 0 });
    }
    return (app.server.address() as AddressInfo).port;
}
