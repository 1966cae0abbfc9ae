/** @jest-environment node */
import { importJob, startChecked, timersBesideTheClock } from "./harness";

describe("Resource Manager's token buckets", () => {
    it("hold 200 writes, tell what is left, and refuse the next with Retry-After", async () => {
        const emulator = await startChecked({ throttling: "movedTime" });
        const left = [];
        for (let count = 0; count < 200; count++) {
            const answer = await emulator.arm("PUT", emulator.job("photos"), importJob());
            left.push(answer.headers["x-ms-ratelimit-remaining-subscription-writes"]);
        }
        expect([left[0], left.at(-1)]).toEqual(["199", "0"]);
        const refused = await emulator.arm("PUT", emulator.job("photos"), importJob());
        expect([refused.status, refused.body.error.code]).toEqual([429, "TooManyRequests"]);
        expect(refused.headers["retry-after"]).toBe("1");
    });

    it("fill by ten writes a second of moved time, and no more than full", async () => {
        const emulator = await startChecked({ throttling: "movedTime" });
        const write = async () =>
            (await emulator.arm("POST", `${emulator.job("photos")}/listBitLockerKeys`)).status;
        for (let count = 0; count < 200; count++) expect(await write()).toBe(404);
        expect(await write()).toBe(429);
        emulator.advance(1 / 86_400);
        const statuses = [];
        for (let count = 0; count < 11; count++) statuses.push(await write());
        expect(statuses).toEqual([...Array<number>(10).fill(404), 429]);
    });

    it("are one for reads, one for deletes, and one for what belongs to no subscription", async () => {
        const emulator = await startChecked({ throttling: "movedTime" });
        const read = await emulator.arm("GET", emulator.job("photos"));
        expect(read.headers["x-ms-ratelimit-remaining-subscription-reads"]).toBe("249");
        const gone = await emulator.arm("DELETE", emulator.job("photos"));
        expect(gone.headers["x-ms-ratelimit-remaining-subscription-deletes"]).toBe("199");
        const tenant = await emulator.arm("GET", "/providers/Microsoft.ImportExport/locations");
        expect(tenant.headers["x-ms-ratelimit-remaining-tenant-reads"]).toBe("249");
    });

    it("fill by real time unless told otherwise", async () => {
        const emulator = await startChecked({ throttling: undefined });
        await emulator.managedIdentityToken();
        const read = async () => (await emulator.arm("GET", emulator.job("photos"))).status;
        const reads = async (count: number) => {
            const statuses = [];
            for (let done = 0; done < count; done++) statuses.push(await read());
            return statuses.filter((status) => status === 429).length;
        };
        // The clock alone stands still: connections need the real timers.
        jest.useFakeTimers({ now: Date.now(), doNotFake: [...timersBesideTheClock] });
        try {
            expect(await reads(251)).toBe(1);
            jest.setSystemTime(Date.now() + 1000);
            expect(await reads(26)).toBe(1);
        } finally {
            jest.useRealTimers();
        }
    });

    it("can be switched off", async () => {
        const emulator = await startChecked({ throttling: "off" });
        const answer = await emulator.arm("GET", emulator.job("photos"));
        expect(Object.keys(answer.headers).filter((name) => name.includes("ratelimit"))).toEqual(
            [],
        );
    });
});
