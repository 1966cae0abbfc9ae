import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");
const provider = "pulumi-azure-importexport";

/**
 * A folder to stand for a program's node_modules: the provider as commit c86402a packed it (`npm pack`), and the
 * repository's packages for all else.
 */
export class OldPackages {
    private constructor(private readonly folder: string) {}

    static unpack(): OldPackages {
        const made = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-old-"));
        const old = new OldPackages(fs.realpathSync(made));
        fs.mkdirSync(old.nodeModules);
        const present = path.join(repository, "node_modules");
        for (const name of fs.readdirSync(present).filter((name) => name !== provider)) {
            fs.symlinkSync(path.join(present, name), path.join(old.nodeModules, name));
        }
        execFileSync("tar", [
            "-xzf",
            path.join(__dirname, "provider.tar.gz"),
            "-C",
            old.nodeModules,
        ]);
        // What npm packs stands in a folder of this name.
        fs.renameSync(path.join(old.nodeModules, "package"), path.join(old.nodeModules, provider));
        return old;
    }

    get nodeModules(): string {
        return path.join(this.folder, "node_modules");
    }

    dispose(): void {
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}
