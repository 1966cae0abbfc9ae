// What a release publishes, published to registries of our own, and the environment in which commands find it by name.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { succeeds } from "./succeeds.mjs";
import { serveFolder, startNpmRegistry } from "./servers.mjs";
import { version } from "./versions.mjs";

const home = "github.com/pulumi-azure-importexport/pulumi-azure-importexport";
const pythonProject = "pulumi-azure-importexport";

/** The names that stand on npm after a release. */
export const npmNames = [
    "pulumi-azure-importexport",
    "pulumi-azure-importexport-policies",
    "azure-importexport-emulator",
    "pulumi-azure-importexport-sdk",
];

/** Registries that live until `stop`. */
export class RehearsedRegistries {
    static async start(folder) {
        const registries = new RehearsedRegistries();
        registries.folder = folder;
        registries.web = path.join(folder, "web");
        registries.repository = path.join(folder, "repository.git");
        await fs.mkdir(path.join(registries.web, "simple"), { recursive: true });
        registries.npm = await startNpmRegistry(path.join(folder, "npm"), npmNames);
        registries.http = await serveFolder(registries.web);
        return registries;
    }

    async stop() {
        await this.npm.stop();
        await this.http.stop();
    }

    /** `npm publish` of each packed package, as the workflow does it; only a CI of npm's choice can prove a provenance. */
    async publishNpm(folder) {
        const tarballs = await filesOf(folder);
        for (const tarball of tarballs) {
            await succeeds("npm", ["publish", tarball, "--provenance=false"], {
                cwd: this.folder,
                env: { ...process.env, ...(await this.npmSettings()) },
            });
        }
        return names(tarballs);
    }

    /** A simple index as PEP 503 has it: a page of links. */
    async publishPython(folder) {
        const files = await filesOf(folder);
        const page = path.join(this.web, "simple", pythonProject);
        await fs.mkdir(page, { recursive: true });
        const links = [];
        for (const file of files) {
            const name = path.basename(file);
            await fs.copyFile(file, path.join(page, name));
            const sum = createHash("sha256").update(await fs.readFile(file));
            links.push(`<a href="${name}#sha256=${sum.digest("hex")}">${name}</a>`);
        }
        await fs.writeFile(path.join(page, "index.html"), links.join("\n"));
        return names(files);
    }

    /** A repository with the generated module and its tag, as `go get` finds modules. */
    async publishGo(folder) {
        const work = path.join(this.folder, "go-work");
        await fs.cp(folder, path.join(work, "sdk/go"), { recursive: true });
        const tag = `sdk/go/v${await version()}`;
        const author = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@example.com"];
        const git = (...args) => succeeds("git", [...author, ...args], { cwd: work });
        await git("init", "--quiet", "--initial-branch", "main");
        await git("add", "--force", "sdk/go");
        await git("commit", "--quiet", "--message", `Generated SDK of ${tag}`);
        await git("tag", "--annotate", tag, "--message", tag);
        await git("clone", "--quiet", "--bare", work, this.repository);
        return [tag];
    }

    async publishPlugins(folder) {
        const files = await filesOf(folder);
        const target = path.join(this.web, "plugins");
        await fs.cp(folder, target, { recursive: true });
        return names(files);
    }

    /** With it, npm, pip, go and Pulumi find by name what is published here, and all else where they find it anyway. */
    async environment() {
        const plugins = `${this.http.url}/plugins`;
        const gitPlace = pathToFileURL(this.repository).href;
        return {
            ...(await this.npmSettings()),
            PIP_EXTRA_INDEX_URL: `${this.http.url}/simple/`,
            PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: [
                `^github://api.github.com/pulumi-azure-importexport/=${plugins}`,
                `^azure-importexport$=${plugins}`,
            ].join(","),
            GOPRIVATE: home,
            GIT_CONFIG_COUNT: "1",
            GIT_CONFIG_KEY_0: `url.${gitPlace}.insteadOf`,
            GIT_CONFIG_VALUE_0: `https://${home}`,
        };
    }

    async npmSettings() {
        const file = path.join(this.folder, "npmrc");
        const place = this.npm.url.replace("http:", "");
        await fs.writeFile(file, `${place}/:_authToken=${this.npm.token}\n`, { mode: 0o600 });
        return {
            npm_config_registry: this.npm.url,
            npm_config_userconfig: file,
            // What was downloaded once is found in it by its checksum, whatever registry names it.
            npm_config_cache: (await succeeds("npm", ["config", "get", "cache"])).trim(),
        };
    }
}

const names = (files) => files.map((file) => path.basename(file));

async function filesOf(folder) {
    return (await fs.readdir(folder)).sort().map((name) => path.join(folder, name));
}
