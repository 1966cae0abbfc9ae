/** Marks in one Pulumi home. What they protect: test/component/provider/otherProcess.test.ts. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { RegistrationMarks } from "../../../provider/job/registrationMarks";

const engine = "127.0.0.1:5000";
const resource = { subscriptionId: "s", resourceGroupName: "rg", jobName: "photos" };
/** No process has this number. */
const dead = 2 ** 22 + 1;

describe("Marks of the resources that a program registers", () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-marks-"));
    const folder = path.join(home, "azure-importexport/registered");
    const before = process.env.PULUMI_HOME;
    beforeEach(() => {
        process.env.PULUMI_HOME = home;
        fs.mkdirSync(folder, { recursive: true });
    });
    afterEach(() => {
        if (before === undefined) delete process.env.PULUMI_HOME;
        else process.env.PULUMI_HOME = before;
        fs.rmSync(home, { recursive: true, force: true });
    });

    /** Of another process: by default the parent of this one, which lives. */
    function plant(machine: string, pid = process.ppid): string {
        const name = `${machine}@127.0.0.1_5000-${pid}`;
        fs.writeFileSync(path.join(folder, name), `${JSON.stringify(resource)}\n`);
        return name;
    }
    const found = () => new RegistrationMarks({ engine }).ofOthers;

    it("are found by another process of the engine", () => {
        plant(os.hostname());
        expect(found()).toEqual([resource]);
    });

    it("do not count when their process is dead, and are removed by the next", () => {
        const left = plant(os.hostname(), dead);
        expect(found()).toEqual([]);
        new RegistrationMarks({ engine }).note(resource);
        expect(fs.readdirSync(folder)).not.toContain(left);
    });

    it("of another machine that shares the home are neither read nor removed", () => {
        const theirs = [
            plant("elsewhere"),
            plant("elsewhere", dead),
            plant(`${os.hostname()}-2`, dead),
        ];
        expect(found()).toEqual([]);
        new RegistrationMarks({ engine }).note(resource);
        expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining(theirs));
    });
});
