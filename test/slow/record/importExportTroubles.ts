import type { FaultAction, FaultMatch } from "azure-importexport-emulator";
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import { broken, conflict, hollow, refusal, struck, unavailable } from "./troubles";
import type { Scenario } from "./scenario";

const shipped = importJob({ properties: announcedShipment });

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

const creations: readonly Scenario[] = [
    {
        name: "Pulumi is killed after the creation, and the next up takes the job over",
        isKilled: true,
        play: async (stage) => {
            await stage.up({ photos: importJob() }, { killedAtWrite: 1 });
            await stage.up({ photos: importJob() });
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
            await stage.up({ photos: importJob() });
            await stage.up({ photos: importJob({ location: "eastus" }) }, { killedAtWrite: 1 });
            await stage.up({ photos: importJob({ location: "eastus" }) }, { killedAtWrite: 2 });
            await stage.up({ photos: importJob({ location: "eastus" }) });
        },
    },
    {
        name: "Pulumi is killed after an update, and after a deletion",
        isKilled: true,
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            await stage.up(
                { photos: importJob({ tags: { team: "archive" } }) },
                { killedAtWrite: 1 },
            );
            await stage.up({ photos: importJob({ tags: { team: "archive" } }) });
            await stage.destroy({ killedAtWrite: 1 });
            await stage.destroy();
        },
    },
    {
        name: "a creation is never confirmed, and is not there: the next up orders",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("before")));
            await stage.up({ photos: importJob() });
            await stage.preview({ photos: importJob() });
            await stage.up({ photos: importJob() });
        },
    },
    {
        name: "a creation is never confirmed, and is there: the next up goes on",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
            stage.fault(struck("photos", { method: "GET", nth: 2 }, refusal));
            await stage.up({ photos: importJob() });
            await stage.up({ photos: importJob() });
            await stage.up({ photos: importJob() });
        },
    },
    {
        name: "creations are never confirmed: a refresh and a destroy",
        play: async (stage) => {
            for (const name of ["photos", "films"]) {
                stage.fault(struck(name, { method: "PUT" }, hollow("before")));
            }
            await stage.up({ photos: importJob(), films: importJob() });
            await stage.refresh();
            stage.fault(struck("tapes", { method: "PUT" }, hollow("after")));
            stage.fault(struck("tapes", { method: "GET", nth: 2 }, refusal));
            await stage.up({ tapes: importJob() });
            await stage.destroy();
        },
    },
    {
        name: "a shipment is not announced after the creation: the next up announces it",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PATCH" }, refusal));
            await stage.up({ photos: shipped });
            await stage.up({ photos: shipped });
            await stage.destroy();
        },
    },
    {
        name: "an answer is lost, and the job is found",
        play: async (stage) => {
            stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
            await stage.up({ photos: importJob() });
        },
    },
];

const faults: readonly Scenario[] = [
    troubled("looks are answered 503, twice", { method: "GET" }, unavailable, 2),
    troubled("the creation is answered 503, twice", { method: "PUT" }, unavailable, 2),
    troubled("the announcement is answered 503, twice", { method: "PATCH" }, unavailable, 2),
    troubled("the creation's connection breaks before", { method: "PUT" }, broken("before")),
    troubled("the creation's connection breaks after", { method: "PUT" }, broken("after")),
    troubled("the announcement's connection breaks after", { method: "PATCH" }, broken("after")),
    troubled("every request is throttled once", {}, { type: "throttle", retryAfterSeconds: 2 }, 3),
    troubled("a request is throttled without Retry-After", { method: "PUT" }, { type: "throttle" }),
    troubled("the token has expired", { method: "PUT" }, { type: "expiredToken" }),
    troubled("an answer is cut off", { method: "PUT" }, { type: "truncateBody" }),
    troubled("an answer comes as HTML", { method: "GET" }, { type: "wrongContentType" }),
    troubled(
        "the job moves while it is asked",
        { method: "PUT" },
        { type: "moveJob", state: "Shipping" },
    ),
    {
        name: "a deletion's answer is lost, and it is refused",
        play: async (stage) => {
            await stage.up({ photos: importJob(), films: importJob(), tapes: importJob() });
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
            await stage.up({ photos: shipped, films: shipped });
            stage.fault(struck("photos", { method: "PATCH" }, conflict));
            stage.fault(struck("films", { method: "PATCH" }, broken("after")));
            await stage.destroy();
        },
    },
    {
        name: "an export's keys cannot be read",
        play: async (stage) => {
            await stage.up({ pictures: exportJob() });
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
        name: "an update is refused since the job has moved",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            stage.fault(
                struck("photos", { method: "GET" }, { type: "moveJob", state: "Received" }),
            );
            stage.fault(struck("photos", { method: "PATCH" }, conflict));
            await stage.up({ photos: importJob({ tags: { team: "archive" } }) });
            stage.fault({ match: { job: "photos", method: "PATCH" }, times: 2, action: conflict });
            await stage.up({ photos: importJob({ tags: { team: "photos" } }) });
        },
    },
    {
        name: "a refresh sees an old answer, and the update after it looks again",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            stage.move("photos", "Received");
            stage.fault(struck("photos", { method: "GET" }, { type: "staleRead" }));
            await stage.refresh();
            await stage.up({ photos: importJob({ tags: { team: "archive" } }) });
        },
    },
];

export const importExportTroubles: readonly Scenario[] = [...creations, ...faults];
