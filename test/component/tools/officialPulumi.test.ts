import fs from "node:fs";
import path from "node:path";
import { runWithTool } from "./tool";
import { useTemporaryFolder } from "./temporaryFolder";

const temporary = useTemporaryFolder();

/** Searches, with an npm whose `npm exec … pulumi version` runs this JavaScript, and a Go that builds at once. */
function locate(npm: string) {
    const sdk = path.join(temporary.path, "sdk");
    temporary.write("sdk/nodejs/dist/pulumi-resource-pulumi-nodejs", "#!/bin/sh\n");
    const cli = String.raw`#!/bin/sh\necho v3.250.0\n`;
    temporary.writeCommand(
        "bin/go",
        `case "$1" in
            env) echo go1.99.0; echo local ;;
            list) echo ${sdk} ;;
            build)
                for folder; do case "$folder" in */) break ;; esac; done
                printf '${cli}' > "\${folder}pulumi"
                : > "\${folder}pulumi-language-nodejs"
                /bin/chmod 755 "\${folder}pulumi" ;;
        esac`,
    );
    const record = JSON.stringify(path.join(temporary.path, "record.json"));
    return runWithTool<{ source: string; command: string }>(
        "pulumi-cli/locate.mjs",
        `const found = await tool.findPulumi({ log }); await tool.recordPulumi(found, ${record}); return found;`,
        {
            PATH: path.join(temporary.path, "bin"),
            XDG_CACHE_HOME: path.join(temporary.path, "cache"),
            npm_execpath: temporary.write("npm-cli.js", npm),
        },
    );
}

/** What the npm package does with a network: it puts the release of its version below PULUMI_HOME. */
const downloads = String.raw`
    const fs = require("node:fs");
    const folder = process.env.PULUMI_HOME + "/versions/3.250.0/bin";
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(folder + "/pulumi-language-nodejs", "");
    fs.writeFileSync(folder + "/pulumi", "#!/bin/sh\necho v3.250.0\n", { mode: 0o755 });
    console.log("v3.250.0");
`;
const fails = `
    console.error("Downloading pulumi v3.250.0...\\npulumi: fetch failed");
    process.exit(1);
`;

describe("The official release", () => {
    it("is downloaded into the cache folder, and not a second time", async () => {
        const { value, log } = await locate(downloads);
        expect(value?.source).toBe("official");
        expect(value?.command.startsWith(path.join(temporary.path, "cache"))).toBe(true);
        expect(log).toEqual([
            expect.stringContaining("Looking for the official Pulumi CLI v3.250.0"),
        ]);

        const second = await locate("process.exit(1)");
        expect(second.value).toEqual(value);
        expect(second.log).toEqual([]);
    });

    it("is done without where it cannot be had: one line says why, and a CLI is built", async () => {
        const { value, log } = await locate(fails);
        expect(value?.source).toBe("built");
        expect(log).toEqual([
            expect.stringContaining("Looking for the official"),
            "The official Pulumi CLI cannot be had here (pulumi: fetch failed).",
            expect.stringContaining("Building Pulumi CLI"),
        ]);

        const second = await locate(fails);
        expect(second.value).toEqual(value);
        expect(second.log).toEqual([]);
    });

    it("is not trusted by its download alone: it must start", async () => {
        const { value, log } = await locate(downloads.replace("echo v3", "exit 1; echo v3"));
        expect(value?.source).toBe("built");
        expect(log[1]).toContain("it does not start");
        expect(fs.existsSync(value?.command ?? "")).toBe(true);
    });
});
