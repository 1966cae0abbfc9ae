import { execFile, type ExecFileException } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export const repository = path.resolve(__dirname, "../../..");

/** The workspaces that are published, and their names there. */
export const packages = {
    provider: "pulumi-azure-importexport",
    emulator: "azure-importexport-emulator",
    policies: "pulumi-azure-importexport-policies",
} as const;

export type Workspace = keyof typeof packages;

/** The version of Pulumi's SDK that the repository is tested with. */
function pulumiVersion(): string {
    const manifest = fs.readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
}

/** A command that ran to its end. */
export interface Ran {
    code: number;
    output: string;
}

/** What is published, and a project outside the repository that has installed it. */
export class FreshProject {
    private constructor(
        /** Removed by `dispose`. */
        readonly folder: string,
        readonly tarballs: Readonly<Record<Workspace, string>>,
    ) {}

    /** Packs the workspaces as `npm publish` would, and installs them with Pulumi's SDK: about 20 seconds. */
    static async create(): Promise<FreshProject> {
        const made = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-fresh-"));
        const folder = fs.realpathSync(made);
        const workspaces = Object.keys(packages).flatMap((name) => ["--workspace", name]);
        const packed = path.join(folder, "packed");
        fs.mkdirSync(packed);
        await run("npm", ["pack", ...workspaces, "--pack-destination", packed], repository);
        const tarball = (name: string) => path.join(packed, `${name}-0.1.0.tgz`);
        const tarballs = {
            provider: tarball(packages.provider),
            emulator: tarball(packages.emulator),
            policies: tarball(packages.policies),
        };
        const project = new FreshProject(folder, tarballs);
        project.write("package.json", JSON.stringify({ name: "fresh", private: true }));
        const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
        const wanted = [`@pulumi/pulumi@${pulumiVersion()}`, ...Object.values(tarballs)];
        const installed = await run("npm", ["install", ...quietly, ...wanted], folder);
        if (installed.code !== 0) throw new Error(`npm install failed:\n${installed.output}`);
        return project;
    }

    /** The folder that programs and types are resolved in. */
    get nodeModules(): string {
        return path.join(this.folder, "node_modules");
    }

    /** Writes a file of the project. */
    write(name: string, content: string): string {
        const file = path.join(this.folder, name);
        fs.writeFileSync(file, content);
        return file;
    }

    /** Runs a script of the project with node. */
    node(...args: string[]): Promise<Ran> {
        return run(process.execPath, args, this.folder);
    }

    /** Runs a tool of the repository on this project. */
    tool(bin: string, ...args: string[]): Promise<Ran> {
        const command = path.join(repository, "node_modules", bin);
        return run(process.execPath, [command, ...args], this.folder);
    }

    /** The files of a tarball, without the folder that npm puts them in. */
    async packedFiles(workspace: Workspace): Promise<string[]> {
        const { output } = await run("tar", ["-tzf", this.tarballs[workspace]], this.folder);
        return output
            .trim()
            .split("\n")
            .map((name) => name.replace(/^package\//, ""))
            .sort();
    }

    dispose(): void {
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

async function run(command: string, args: readonly string[], cwd: string): Promise<Ran> {
    try {
        const { stdout, stderr } = await promisify(execFile)(command, args, { cwd });
        return { code: 0, output: stdout + stderr };
    } catch (error) {
        const { code, stdout, stderr } = error as ExecFileException;
        if (typeof code !== "number") throw error;
        return { code, output: `${stdout}${stderr}` };
    }
}
