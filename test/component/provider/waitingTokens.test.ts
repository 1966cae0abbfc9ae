import path from "node:path";
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import type { JobAddress } from "../../../provider/job/armJob";
import { TokenKeeper } from "../../../provider/arm/tokenKeeper";
import { ClientProcess } from "./clientProcess";
import { idOf, MovedService } from "./movedService";

const hour = 3_600_000;

describe("a token in a wait of days", () => {
    let service: MovedService;
    beforeEach(async () => (service = await MovedService.start()));
    afterEach(async () => await service.stop());

    it("is renewed in time, so that Azure refuses none", async () => {
        const job = service.job("job-0");
        for (let hours = 0; hours < 72; hours += 1) {
            await service.time.during(service.client.getJob(job));
            await service.time.during(service.time.sleep(hour));
        }
        expect(service.answers.map(({ status }) => status)).toEqual(Array(72).fill(404));
        const tokens = new Set(service.authorizations());
        expect(tokens.size).toBe(72);
    });

    it("that Azure takes no longer is replaced, and nothing fails", async () => {
        const jobs = service.planted(8, "Shipping");
        const [first] = jobs as [JobAddress];
        await service.time.during(service.client.getJob(first));
        service.strike({ operation: "Jobs_Get", nth: 3 }, { type: "expiredToken" });
        const before = service.authorizations().length;
        const shown = await service.time.during(
            Promise.all(jobs.map((job) => service.client.getJob(job))),
        );
        expect(shown).toHaveLength(8);
        const used = service.authorizations().slice(before);
        expect(used).toHaveLength(9);
        expect(new Set(used).size).toBe(2);
    });

    it("that many find refused is replaced once", async () => {
        let logins = 0;
        const login = () => {
            const token = `token-${(logins += 1)}`;
            const expiresOnTimestamp = Date.now() + hour;
            return { getToken: () => Promise.resolve({ token, expiresOnTimestamp }) };
        };
        const keeper = new TokenKeeper(login, "scope", service.time);
        await keeper.authorization();
        for (let times = 0; times < 3; times += 1) keeper.renew("Bearer token-1");
        expect(await keeper.authorization()).toBe("Bearer token-2");
        keeper.renew("Bearer token-1");
        expect(await keeper.authorization()).toBe("Bearer token-2");
        expect(logins).toBe(2);
    });

    it("that is refused again is an error of the login", async () => {
        service.strike({ operation: "Jobs_Update" }, { type: "expiredToken" }, "always");
        const failure = await service.failureOf(
            service.client.updateJob(service.job("job-0"), { tags: {} }),
        );
        expect(failure).toMatchObject({
            kind: "credentials",
            code: "ExpiredAuthenticationToken",
            effect: "none",
        });
        expect(service.answers).toHaveLength(2);
    });
});

describe.each([-30, -2, 2, 30])("a clock that is wrong by %s hours", (wrongHours) => {
    let emulator: Emulator;
    let client: ClientProcess;
    beforeAll(async () => {
        emulator = await startEmulator({ throttling: "off" });
        client = ClientProcess.start({
            ...emulator.env,
            NODE_OPTIONS: `--require ${path.join(__dirname, "wrongClock.cjs")}`,
            WRONG_CLOCK_HOURS: String(wrongHours),
        });
        await client.open({ subscriptionId: emulator.subscriptionId });
    });
    afterAll(async () => {
        await client.stop();
        await emulator.stop();
    });

    it("breaks nothing, before and after Azure has refused a token", async () => {
        const { subscriptionId } = emulator;
        const job = { subscriptionId, resourceGroupName: "disks", jobName: "photos" };
        emulator.plant(idOf(job), { state: "Shipping" });
        for (let looks = 0; looks < 3; looks += 1) {
            expect(await client.call("getJob", job)).toMatchObject({ name: "photos" });
        }
        emulator.addFault({ match: { operation: "Jobs_Get" }, action: { type: "expiredToken" } });
        expect(await client.call("getJob", job)).toMatchObject({ name: "photos" });
        expect(emulator.requests().map(({ status }) => status)).toEqual([200, 200, 200, 401, 200]);
    });
});
