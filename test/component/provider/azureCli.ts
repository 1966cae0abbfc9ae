import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** An `az` on PATH that knows one command, `account get-access-token`: what the Azure SDK runs. */
export class AzureCliStandIn {
    readonly folder = mkdtempSync(path.join(tmpdir(), "importexport-az-"));

    /** @param token what it hands out; undefined: it is not logged in */
    constructor(token: string | undefined) {
        const loggedIn = `echo '${JSON.stringify({ accessToken: token, expires_on: 4102444800, tokenType: "Bearer" })}'`;
        const loggedOut = `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`;
        const script = path.join(this.folder, "az");
        const run = token === undefined ? loggedOut : loggedIn;
        writeFileSync(script, `#!/bin/sh\necho "$@" >> "${this.folder}/calls"\n${run}\n`);
        chmodSync(script, 0o755);
    }

    get PATH(): string {
        return `${this.folder}${path.delimiter}/usr/bin${path.delimiter}/bin`;
    }

    remove(): void {
        rmSync(this.folder, { recursive: true });
    }
}
