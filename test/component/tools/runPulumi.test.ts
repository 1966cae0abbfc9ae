import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { repository, runWithTool } from "./tool";

describe("The environment of npm run pulumi", () => {
    const playOn = async (own: object, quickstart?: object) => {
        const args = [own, quickstart].map((value) => JSON.stringify(value)).join(", ");
        const code = `return tool.playOnEnvironment(${args});`;
        const { value } = await runWithTool<{ env: object; notice?: string }>(
            "quickstartEnvironment.mjs",
            code,
        );
        return value;
    };

    it("is the user's own where there is no quick start to play on", async () => {
        const own = { PATH: "/bin", PULUMI_ACCESS_TOKEN: "mine", ARM_TENANT_ID: "mine" };
        expect(await playOn(own)).toEqual({ env: own });
    });

    it("is the quick start's where there is one, without any Azure or Pulumi setting of the user's", async () => {
        const own = { PATH: "/bin", PULUMI_ACCESS_TOKEN: "mine", ARM_CLIENT_SECRET: "mine" };
        const quickstart = { PULUMI_BACKEND_URL: "file:///q", ARM_TENANT_ID: "emulated" };
        expect(await playOn({ ...own, AZURE_CLIENT_ID: "mine" }, quickstart)).toEqual({
            env: { PATH: "/bin", ...quickstart },
            notice: expect.stringContaining("npm start -- --keep") as string,
        });
    });

    it("is the user's own, whole, when the user has said where the stacks are", async () => {
        const own = { PULUMI_BACKEND_URL: "file:///mine", ARM_CLIENT_SECRET: "mine" };
        const quickstart = { PULUMI_BACKEND_URL: "file:///q", ARM_TENANT_ID: "emulated" };
        expect(await playOn(own, quickstart)).toEqual({ env: own });
    });
});

describe("A command that has the terminal", () => {
    const start = (program: string) => {
        const module = JSON.stringify(path.join(repository, "tools/childProcess.mjs"));
        const script = `
            import { runInForeground } from ${module};
            process.exitCode = await runInForeground(process.execPath, ["-e", ${JSON.stringify(program)}]);
        `;
        return spawn(process.execPath, ["--input-type=module", "-e", script], {
            stdio: ["ignore", "pipe", "inherit"],
        });
    };

    it("keeps its exit code", async () => {
        const [code] = (await once(start("process.exit(7)"), "exit")) as [number];
        expect(code).toBe(7);
    });

    it.each(["SIGINT", "SIGTERM"] as const)(
        "is told of %s, and ends as it likes",
        async (signal) => {
            const tool = start(`
            process.on("${signal}", () => process.exit(9));
            setInterval(() => {}, 1000);
            console.log("ready");
        `);
            await once(tool.stdout, "data");
            tool.kill(signal);
            const [code] = (await once(tool, "exit")) as [number];
            expect(code).toBe(9);
        },
    );
});
