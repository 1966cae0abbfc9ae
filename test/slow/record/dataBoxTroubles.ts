import type { FaultAction, FaultMatch } from "azure-importexport-emulator";
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../../fixtures/diskInputs";
import { broken, conflict, hollow, refusal, struck, unavailable } from "./troubles";
import type { Scenario } from "./scenario";

const shipped = importOrder({ deliverToDcPackageDetails });

/** A creation with a shipment, each of whose requests meets the same. */
function troubled(name: string, match: FaultMatch, action: FaultAction, times = 1): Scenario {
    return {
        name,
        play: async (stage) => {
            stage.fault({ match: { job: "photos", ...match }, times, action });
            await stage.up({ photos: shipped });
            await stage.up({ photos: shipped });
        },
    };
}

const operationResults = { operation: "DataBox.OperationResults_Get" };

const creations: readonly Scenario[] = [
    {
        name: "Pulumi is killed after the creation, and the next up takes the order over",
        isKilled: true,
        play: async (stage) => {
            await stage.up({ photos: importOrder() }, { killedAtWrite: 1 });
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "Pulumi is killed after the shipment was announced",
        isKilled: true,
        play: async (stage) => {
            await stage.up({ photos: shipped }, { killedAtWrite: 1 });
            await stage.up({ photos: shipped });
        },
    },
    {
        name: "Pulumi is killed between the two halves of a replacement, and after both",
        isKilled: true,
        play: async (stage) => {
            const other = importOrder({ details: { enableManifestBackup: true } });
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: other }, { killedAtWrite: 1 });
            await stage.up({ photos: other }, { killedAtWrite: 2 });
            await stage.up({ photos: other });
        },
    },
    {
        name: "Pulumi is killed after an update, and after a deletion",
        isKilled: true,
        play: async (stage) => {
            const tagged = importOrder({ tags: { team: "archive" } });
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: tagged }, { killedAtWrite: 1 });
            await stage.up({ photos: tagged });
            await stage.destroy({ killedAtWrite: 1 });
            await stage.destroy();
        },
    },
    {
        name: "a creation is never confirmed, and is not there: the next up orders",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("before")));
            await stage.up({ photos: importOrder() });
            await stage.preview({ photos: importOrder() });
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "a creation is never confirmed, and is there: the next up goes on",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
            stage.fault(struck("photos", { method: "GET", nth: 2 }, refusal));
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "creations are never confirmed: a refresh and a destroy",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("before")));
            await stage.up({ photos: importOrder() });
            await stage.refresh();
            await stage.destroy();
            stage.fault(struck("tapes", { method: "PUT" }, hollow("after")));
            stage.fault(struck("tapes", { method: "GET", nth: 2 }, refusal));
            await stage.up({ tapes: importOrder() });
            await stage.destroy();
        },
    },
    {
        name: "an order is shown only when its creation has ended, and another up comes meanwhile",
        emulator: { dataBoxShown: "whenCreated", dataBoxOperationPolls: 3 },
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
            await stage.up({ photos: importOrder() });
            await stage.refresh();
        },
    },
    {
        name: "a shipment is not announced after the creation: the next up announces it",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "POST" }, refusal));
            await stage.up({ photos: shipped });
            await stage.up({ photos: shipped });
        },
    },
    {
        name: "an answer is lost, and the order is found",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
            await stage.up({ photos: importOrder() });
        },
    },
];

const faults: readonly Scenario[] = [
    troubled("looks are answered 503, twice", { method: "GET" }, unavailable, 2),
    troubled("the creation is answered 503, twice", { method: "PUT" }, unavailable, 2),
    troubled("the announcement is answered 503, twice", { method: "POST" }, unavailable, 2),
    troubled("the creation's connection breaks before", { method: "PUT" }, broken("before")),
    troubled("the creation's connection breaks after", { method: "PUT" }, broken("after")),
    troubled("the announcement's connection breaks after", { method: "POST" }, broken("after")),
    troubled("every request is throttled once", {}, { type: "throttle", retryAfterSeconds: 2 }, 3),
    troubled("a request is throttled without Retry-After", { method: "PUT" }, { type: "throttle" }),
    troubled("the token has expired", { method: "PUT" }, { type: "expiredToken" }),
    troubled(
        "an answer is cut off",
        { operation: "DataBox.Jobs_Get", nth: 2 },
        { type: "truncateBody" },
    ),
    troubled("an answer comes as HTML", { method: "GET" }, { type: "wrongContentType" }),
    {
        name: "looks at the creation's operation are answered 503, and one is lost",
        play: async (stage) => {
            stage.fault({ match: operationResults, times: 2, action: unavailable });
            stage.fault({ match: { ...operationResults, nth: 3 }, action: broken("before") });
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "a look at the creation's operation is refused",
        play: async (stage) => {
            stage.fault({ match: operationResults, action: refusal });
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "a deletion's answer is lost, and it is refused",
        play: async (stage) => {
            await stage.up({ photos: shipped, films: shipped, tapes: shipped });
            for (const name of ["photos", "films", "tapes"]) stage.move(name, "Completed");
            stage.fault(struck("photos", { method: "DELETE" }, broken("after")));
            stage.fault(struck("films", { method: "DELETE" }, refusal));
            stage.fault({
                match: { job: "tapes", method: "DELETE" },
                times: 2,
                action: unavailable,
            });
            await stage.destroy();
            await stage.destroy();
        },
    },
    {
        name: "a cancellation is refused, and its answer is lost",
        play: async (stage) => {
            await stage.up({ photos: importOrder(), films: importOrder() });
            stage.fault(struck("photos", { method: "POST" }, conflict));
            stage.fault(struck("films", { method: "POST" }, broken("after")));
            await stage.destroy();
        },
    },
    {
        name: "an export's keys cannot be read",
        play: async (stage) => {
            await stage.up({ pictures: exportOrder({ deliverToDcPackageDetails }) });
            stage.move("pictures", "Completed");
            stage.fault(struck("pictures", { method: "POST" }, refusal));
            await stage.refresh();
            stage.fault({
                match: { job: "pictures", method: "POST" },
                times: 2,
                action: unavailable,
            });
            await stage.refresh();
        },
    },
    {
        name: "an update is refused since the order has moved",
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            stage.fault(
                struck("photos", { method: "GET" }, { type: "moveJob", state: "AtAzureDC" }),
            );
            stage.fault(struck("photos", { method: "PATCH" }, conflict));
            await stage.up({ photos: importOrder({ tags: { team: "archive" } }) });
            stage.fault({ match: { job: "photos", method: "PATCH" }, times: 2, action: conflict });
            await stage.up({ photos: importOrder({ tags: { team: "photos" } }) });
        },
    },
];

export const dataBoxTroubles: readonly Scenario[] = [...creations, ...faults];
