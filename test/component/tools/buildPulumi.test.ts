import fs from "node:fs";
import path from "node:path";
import { runWithTool } from "./tool";
import { useTemporaryFolder } from "./temporaryFolder";

const temporary = useTemporaryFolder();

function build(code = "return tool.buildPulumi({ log });") {
    return runWithTool<string | string[]>("pulumi-cli/build.mjs", code, {
        PATH: path.join(temporary.path, "bin"),
        XDG_CACHE_HOME: path.join(temporary.path, "cache"),
        HOME: temporary.path,
    });
}

const builtFolders = () =>
    fs.readdirSync(path.join(temporary.path, "cache/pulumi-azure-importexport/pulumi-built"));

/** A Go that says it is `version`, and whose `go build -o FOLDER` takes the outcome from `building`. */
function placeGo(version: string, building: string, toolchain = "local"): void {
    const sdk = path.join(temporary.path, "sdk");
    temporary.write("sdk/nodejs/dist/pulumi-resource-pulumi-nodejs", "#!/bin/sh\n");
    temporary.writeCommand(
        "bin/go",
        `case "$1" in
            env) echo ${version}; echo ${toolchain} ;;
            list) echo ${sdk} ;;
            build) for folder; do case "$folder" in */) break ;; esac; done; ${building} ;;
        esac`,
    );
}

describe("Building the Pulumi CLI", () => {
    it("names what to install when Go is missing", async () => {
        const { error, isSetupError } = await build();
        expect(error).toMatch(/Go is missing/);
        expect(error).toMatch(
            /Install Go 1\.\d+\.\d+ or newer .*or put a Pulumi CLI 3\.249\.0 or newer/,
        );
        expect(isSetupError).toBe(true);
    });

    it.each([
        ["go1.20", "auto"],
        ["go1.24.3", "local"],
    ])(
        "refuses %s with GOTOOLCHAIN=%s as too old, with its version",
        async (version, toolchain) => {
            placeGo(version, "exit 0", toolchain);
            const { error } = await build();
            expect(error).toContain(`Go ${version.slice(2)} is too old`);
            expect(error).toContain("Install Go");
        },
    );

    it("lets a Go that fetches newer ones go ahead", async () => {
        placeGo("go1.24.3", `: > "\${folder}pulumi"`, "auto");
        expect((await build()).error).toBeUndefined();
    });

    it("shows the compiler's last words when it fails, and leaves nothing behind", async () => {
        placeGo("go1.99.0", "echo 'dial tcp: no route to the module proxy' >&2; exit 1");
        const { error, isSetupError } = await build();
        expect(error).toContain("no route to the module proxy");
        expect(isSetupError).toBe(true);
        expect(builtFolders()).toEqual([]);
    });

    it("stops when it is interrupted, and leaves nothing behind", async () => {
        placeGo("go1.99.0", `: > "$HOME/started"; exec /bin/sleep 60`);
        const started = JSON.stringify(path.join(temporary.path, "started"));
        const { error, isSetupError } = await build(`
            const { existsSync } = await import("node:fs");
            const building = tool.buildPulumi({ log });
            while (!existsSync(${started})) await new Promise((resolve) => setTimeout(resolve, 10));
            process.kill(process.pid, "SIGINT");
            return building;
        `);
        expect(error).toBe("Interrupted (SIGINT).");
        expect(isSetupError).toBe(true);
        expect(builtFolders()).toEqual([]);
    });

    it("says first how long it may take", async () => {
        placeGo("go1.99.0", `: > "\${folder}pulumi"`);
        const { log } = await build();
        expect(log[0]).toMatch(/Building Pulumi CLI v3\.\d+\.0 .*about 6 minutes/);
    });

    it("does no harm twice at the same time: both get the same, complete folder", async () => {
        placeGo("go1.99.0", `: > "\${folder}pulumi"`);
        const { value, error } = await build(
            "return Promise.all([tool.buildPulumi({ log }), tool.buildPulumi({ log })]);",
        );
        expect(error).toBeUndefined();
        const [one, other] = value as string[];
        expect(one).toBe(other);
        expect(builtFolders()).toEqual([path.basename(path.dirname(one ?? ""))]);
        expect(fs.readdirSync(path.dirname(one ?? "")).sort()).toEqual([
            "pulumi",
            "pulumi-resource-pulumi-nodejs",
        ]);
    });
});
