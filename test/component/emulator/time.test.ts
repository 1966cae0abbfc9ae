import { deliveryPackage, exportJob, importJob, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(() => emulator.reset());

const read = async () => emulator.arm("GET", emulator.job("photos"));

describe("the Date of an answer", () => {
    it("is the calendar's by which jobs expire", async () => {
        const photos = emulator.job("photos");
        const daysAhead = async () => {
            const { headers } = await emulator.arm("PUT", photos, importJob());
            return (Date.parse(headers.date!) - Date.now()) / 86_400_000;
        };
        expect(await daysAhead()).toBeCloseTo(0, 2);
        emulator.advance(40);
        expect(await daysAhead()).toBeCloseTo(40, 2);
    });
});

describe("a job that stays in Creating", () => {
    beforeEach(() => emulator.arm("PUT", emulator.job("photos"), importJob()));

    it("is there for two weeks, and then is gone", async () => {
        expect(emulator.advance(13.9).removed).toEqual([]);
        expect((await read()).status).toBe(200);
        expect(emulator.advance(0.1).removed).toHaveLength(1);
        expect((await read()).status).toBe(404);
    });

    it.each([
        ["a PATCH", "PATCH", { tags: {} }],
        ["a PUT", "PUT", importJob()],
    ])("gets two weeks more by %s", async (_title, method, body) => {
        emulator.advance(13);
        expect((await emulator.arm(method, emulator.job("photos"), body)).status).toBe(200);
        emulator.advance(13);
        expect((await read()).status).toBe(200);
        emulator.advance(1);
        expect((await read()).status).toBe(404);
    });

    it("gets no more time by an update that is refused", async () => {
        emulator.advance(13);
        expect(
            (await emulator.arm("PATCH", emulator.job("photos"), { tags: { a: 1 } })).status,
        ).toBe(400);
        emulator.advance(1);
        expect((await read()).status).toBe(404);
    });
});

describe("a job that was shipped", () => {
    it("moves only when it is moved, and its drives are missed after two weeks", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob({ deliveryPackage }));
        await emulator.arm("PATCH", emulator.job("photos"), { properties: { state: "Shipping" } });
        emulator.advance(365);
        const { properties } = (await read()).body;
        expect(properties.state).toBe("Shipping");
        expect(properties.driveList?.[0]?.state).toBe("NeverReceived");
        emulator.move(emulator.job("photos"), "Received");
        expect((await read()).body.properties.driveList?.[0]?.state).toBe("Received");
    });
});

describe.each(["Completed", "Closed"])("a job that ended %s", (state) => {
    it("is kept for ninety days from its end", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        emulator.advance(10);
        emulator.move(emulator.job("photos"), state);
        emulator.advance(89);
        expect((await read()).status).toBe(200);
        emulator.advance(1);
        expect((await read()).status).toBe(404);
    });
});

describe("a parcel on its way", () => {
    it("shows drives, progress, logs and return package as it goes", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob({ deliveryPackage }));
        const seen = [];
        for (const [state, percent] of [
            ["Shipping"],
            ["Received"],
            ["Transferring", 40],
            ["Packaging"],
            ["Completed"],
        ] as const) {
            emulator.move(emulator.job("photos"), state, percent);
            const { properties } = (await read()).body;
            const drive = properties.driveList?.[0] ?? {};
            seen.push([
                properties.state,
                properties.percentComplete,
                drive.state,
                drive.copyStatus,
                drive.verboseLogUri !== undefined,
                properties.returnPackage !== undefined,
            ]);
        }
        expect(seen).toEqual([
            ["Shipping", undefined, "Specified", undefined, false, false],
            ["Received", undefined, "Received", undefined, false, false],
            ["Transferring", 40, "Transferring", "InProgress", true, false],
            ["Packaging", 100, "Completed", "Completed", true, false],
            ["Completed", 100, "ShippedBack", "Completed", true, true],
        ]);
    });

    it("that never came goes from Shipping to Closed, and nothing is sent back", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob({ deliveryPackage }));
        emulator.move(emulator.job("photos"), "Shipping");
        emulator.move(emulator.job("photos"), "Closed");
        const { properties } = (await read()).body;
        expect(properties.driveList?.[0]?.state).toBe("NeverReceived");
        expect(properties).not.toHaveProperty("returnPackage");
    });

    it("of an export job has drives once they are received, and keys once it is processed", async () => {
        await emulator.arm("PUT", emulator.job("photos"), exportJob({ deliveryPackage }));
        expect((await read()).body.properties.driveList).toEqual([]);
        emulator.move(emulator.job("photos"), "Received");
        expect((await read()).body.properties.driveList).toMatchObject([
            { state: "Received" },
            { state: "Received" },
        ]);
        const keys = async () =>
            (await emulator.arm("POST", `${emulator.job("photos")}/listBitLockerKeys`)).body.value;
        expect(await keys()).toEqual([]);
        emulator.move(emulator.job("photos"), "Packaging");
        const afterCopy = await keys();
        expect(afterCopy).toHaveLength(2);
        for (const { bitLockerKey } of afterCopy)
            expect(bitLockerKey).toMatch(/^(\d{6}-){7}\d{6}$/);
        emulator.move(emulator.job("photos"), "Completed");
        expect(await keys()).toEqual(afterCopy);
    });
});

describe("the autopilot", () => {
    it("carries a shipped parcel to Completed and leaves the others", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob({ deliveryPackage }));
        await emulator.arm("PUT", emulator.job("waiting"), importJob());
        await emulator.arm("PATCH", emulator.job("photos"), { properties: { state: "Shipping" } });
        emulator.setAutopilot(0.02);
        const seen: unknown[] = [];
        while (seen.at(-1) !== "Completed") {
            const { state } = (await read()).body.properties;
            if (seen.at(-1) !== state) seen.push(state);
        }
        emulator.setAutopilot(0);
        const order = ["Shipping", "Received", "Transferring", "Packaging", "Completed"];
        expect(seen).toEqual(order.filter((state) => seen.includes(state)));
        const waiting = await emulator.arm("GET", emulator.job("waiting"));
        expect(waiting.body.properties.state).toBe("Creating");
    });
});
