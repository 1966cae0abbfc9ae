import fs from "node:fs";
import { describeByNight } from "../../fixtures/nightly";
import { StartedStory } from "./startedStory";

jest.setTimeout(240_000);

let story: StartedStory;
beforeEach(() => {
    story = new StartedStory();
});
afterEach(() => story.dispose());

const nothingIsLeft = () => {
    expect(story.leftovers()).toEqual([]);
    expect(fs.existsSync(story.quickstart)).toBe(false);
};

/** One space for every break, so that the width of the terminal does not matter. */
const unwrapped = (output: string) => output.replace(/\s*\n[\s│]*/g, " ");

describe("npm start", () => {
    it("tells the story with the engine's own words, and leaves nothing behind", async () => {
        const { code, output } = await story.start().result;
        const text = unwrapped(output);
        expect(text).toContain("+ importexport:Job photos created");
        expect(text).toContain('~ state       : "Creating" => "Shipping"');
        expect(text).toContain('Asking Azure to cancel job "photos-2"');
        expect(text).toMatch(/has come to its end after [\d. a-z]+: Completed/);
        expect(text).toContain(
            'error: Cannot delete job "photos-3" (resource group "rg-archive"): it is Packaging, too late to cancel',
        );
        expect(text).toContain("photos-3 is Packaging; 2 drives: Completed");
        expect(text).toContain("photos-3 is Completed; 2 drives: ShippedBack");
        expect(output).toMatch(/destroy .*cancelled, then deleted .*GET 200, PATCH 200/);
        expect(output).toMatch(/destroy .*refused: Packaging .*GET 200 +│$/m);
        expect(text).toContain("Every step came out as described");
        const secrets = ["111111-111111", "222222-222222", "00000000000"];
        expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
        expect(code).toBe(0);
        nothingIsLeft();
    });

    it("refuses a flag that it does not know, and lists those that it does", async () => {
        const { code, output } = await story.start("--kepp").result;
        expect(output).toContain('does not know "--kepp"');
        expect(output).toContain("npm start -- --keep");
        expect(code).toBe(1);
        nothingIsLeft();
    });
});

describe("npm start, ended by Ctrl-C while a destroy waits", () => {
    it("says where it was, ends what it started, and leaves nothing behind", async () => {
        const running = story.start();
        await running.waitFor("to end: Shipping");
        running.interrupt();
        const { code, output } = await running.result;
        expect(unwrapped(output)).toContain(
            'Interrupted in step 5 of 10, "Destroy while the parcel is on its way"',
        );
        expect(code).toBe(130);
        nothingIsLeft();
    });
});

// A whole story each: by day the one above is enough.
describeByNight("npm start, when a step comes out otherwise than told", () => {
    it("fails, says which step and why, and shows what Pulumi printed", async () => {
        const program = `${story.folder}/examples/quickstart/index.ts`;
        const text = fs.readFileSync(program, "utf8");
        expect(text).toContain('inFlight: "cancel"');
        fs.writeFileSync(program, text.replace('inFlight: "cancel"', 'inFlight: "refuse"'));
        const { code, output } = await story.start().result;
        const shown = unwrapped(output);
        expect(shown).toContain("npm start stopped in step 5 of 10");
        expect(shown).toContain("Expected: pulumi succeeds. It ended with");
        expect(shown).toContain("Expected: the job is gone in the end. It is Shipping.");
        expect(output).toContain("What Pulumi printed:");
        expect(output).not.toContain("6/10");
        expect(code).toBe(1);
        nothingIsLeft();
    });
});

describe("npm start after a run that was ended by force", () => {
    it("removes what that one left, and starts anew", async () => {
        const killed = story.start();
        await killed.waitFor("1/10");
        killed.kill();
        await killed.result;
        expect(fs.existsSync(story.quickstart)).toBe(true);
        const again = story.start();
        await again.waitFor("2/10");
        again.interrupt();
        expect((await again.result).code).toBe(130);
        expect(fs.existsSync(story.quickstart)).toBe(false);
    });
});

describeByNight("npm start -- --keep", () => {
    it("leaves a stack to play on with, which every command of the printed list works on", async () => {
        const kept = await story.start("--keep").result;
        expect(kept.code).toBe(0);
        for (const command of ["npm run pulumi -- up", "npm start -- --move Packaging"]) {
            expect(kept.output).toContain(`    ${command}\n`);
        }

        const tracking = await story.pulumi("config", "set", "--secret", "trackingNumber", "4")
            .result;
        expect(tracking.code).toBe(0);
        const up = await story.pulumi("up", "--yes", "--skip-preview").result;
        expect(up.output).toContain('"Creating" => "Shipping"');

        const move = await story.start("--move", "Packaging").result;
        expect(move.output).toContain("The parcel of photos-4 moved: Packaging");
        const refused = await story.pulumi("destroy", "--yes", "--skip-preview").result;
        expect(refused.output).toContain("too late to cancel");
        expect(refused.code).not.toBe(0);

        const again = await story.start().result;
        expect(again.output).toContain("npm start -- --stop");
        expect(again.code).toBe(1);

        await story.start("--move", "Completed").result;
        const advance = await story.start("--advance", "91").result;
        expect(advance.output).toMatch(/Gone, since its time was over: .*photos-4/);

        const stop = await story.start("--stop").result;
        expect(stop.output).toContain("The emulator is stopped");
        expect(stop.code).toBe(0);
        nothingIsLeft();
        expect((await story.start("--stop").result).output).toContain("nothing to stop");
    });
});
