/**
 * A service that the product does not have, through both front doors: what a third one takes is a folder with its
 * definition (test/fixtures/courier), and one line at each door.
 */
import type { Emulator } from "azure-importexport-emulator";
import { dynamicProvider } from "../../../provider/dynamic/dynamicProvider";
import { CourierService } from "../../fixtures/courier/courierService";
import { courier } from "../../fixtures/courier/service";
import { startTestEmulator } from "../../fixtures/jobStack";
import { until } from "../../harness/until";
import { closeCourierDoors, courierOverGrpc } from "./courierOverGrpc";
import { trust } from "./movedTime";

let emulator: Emulator;
let service: CourierService;
const environment = { ...process.env };
beforeAll(async () => {
    emulator = await startTestEmulator();
    service = await CourierService.start();
    trust(emulator);
    trust(service);
    // The logins are the emulator's, and the jobs the courier's.
    Object.assign(process.env, emulator.env);
});
afterAll(async () => {
    process.env = { ...environment };
    closeCourierDoors();
    await service.stop();
    await emulator.stop();
});
beforeEach(() => {
    service.jobs.clear();
    service.requests.length = 0;
});

/** The line that registers a service, at each door. */
const doors = [
    {
        door: "the dynamic provider",
        tag: /^organization\/test\/dev\/photos$/,
        open: (config: Map<string, string>) => {
            const provider = dynamicProvider(courier);
            void provider.configure({ config });
            return provider;
        },
    },
    {
        door: "the packaged provider, over gRPC",
        tag: /^organization\/test\/dev\/photos#[-0-9a-f]{36}$/,
        open: courierOverGrpc,
    },
];

describe.each(doors)("A job of a third service, by $door", ({ open, tag }) => {
    const provider = () =>
        open(
            new Map([
                ["azure-importexport:endpoint", service.endpoint],
                ["azure-importexport:subscriptionId", emulator.subscriptionId],
                ["azure-importexport:retrySeconds", "0"],
            ]),
        );
    const given = (parcel: object, more: object = {}) => ({
        resourceGroupName: "parcels",
        jobName: "photos",
        location: "westus",
        parcel,
        owner: "organization/test/dev/photos",
        ...more,
    });
    const made = async () => {
        const first = provider();
        const { inputs, failures } = await first.check({}, given({ street: "1 Market" }));
        expect(failures).toEqual([]);
        const { id, outs } = await first.create(inputs);
        return { id, outs };
    };
    const kept = () => [...service.jobs.values()];

    it("is created with its owner tag, and says where it is", async () => {
        const { id, outs } = await made();
        expect(id).toMatch(/\/providers\/Example\.Courier\/jobs\/photos$/);
        expect(outs).toMatchObject({ state: "Ordered", parcel: { street: "1 Market" } });
        expect(kept()).toMatchObject([
            {
                location: "westus",
                tags: { "pulumi-owner": expect.stringMatching(tag) as string },
            },
        ]);
    });

    it("is refused by check, before anything is sent, without a resource group", async () => {
        const wrong = given({}, { resourceGroupName: undefined });
        const { failures } = await provider().check({}, wrong);
        expect(failures.map(({ reason }) => reason)).toEqual([
            expect.stringContaining("resourceGroupName is missing"),
        ]);
        expect(service.requests).toEqual([]);
    });

    it("is changed by one PATCH, and replaced for another street", async () => {
        const { id, outs } = await made();
        const changed = given({ street: "1 Market", note: "ring twice" });
        const next = provider();
        expect(await next.diff(id, outs, changed)).toMatchObject({ changes: true, replaces: [] });
        const updated = await next.update(id, outs, changed);
        expect(updated.outs).toMatchObject({ parcel: { note: "ring twice" } });
        expect(service.requests.filter((one) => one === "PATCH")).toHaveLength(1);
        service.move(id, "Delivered");
        const moved = await next.diff(id, updated.outs, given({ street: "2 Market" }));
        expect(moved).toMatchObject({ replaces: ["parcel.street"] });
    });

    it("is refreshed, and gone from the stack when it is gone from Azure", async () => {
        const { id, outs } = await made();
        service.move(id, "Fetched");
        expect(await provider().read(id, outs)).toMatchObject({ id, props: { state: "Fetched" } });
        service.move(id, "Ordered");
        service.jobs.clear();
        expect(await provider().read(id, outs)).toEqual({});
    });

    it("is cancelled, waited for, and deleted", async () => {
        const { id, outs } = await made();
        const deleting = provider().delete(id, outs);
        await until(() => kept().some(({ properties }) => properties.cancelled === true));
        service.move(id, "Delivered");
        await deleting;
        expect(kept()).toEqual([]);
        expect(service.requests.filter((one) => /POST|DELETE/.test(one))).toEqual([
            "POST cancel",
            "DELETE",
        ]);
    });

    it("is not deleted while its own table says no", async () => {
        const { id, outs } = await made();
        service.move(id, "Fetched");
        await expect(provider().delete(id, outs)).rejects.toThrow(
            /it is Fetched, and the courier lets nobody delete a job before it is Delivered\..*Wait until it is Delivered/s,
        );
        expect(kept()).toHaveLength(1);
        expect(service.requests).not.toContain("DELETE");
    });
});
