import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { hollow, refusal, struck } from "./troubles";
import type { Scenario } from "./scenario";
import { cast } from "./importExportCast";
import { faultsOfBoth, troubled, troublesOfBoth } from "./troublesOfBoth";

const both = troublesOfBoth(cast);

const shipped = importJob({ properties: announcedShipment });

const creations: readonly Scenario[] = [
    both.killedAfterCreation,
    both.killedAfterAnnouncement,
    both.killedInReplacement,
    both.killedAfterUpdate,
    both.unconfirmedAndNotThere,
    both.unconfirmedAndThere,
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
    both.answerLost,
];

const faults: readonly Scenario[] = [
    ...faultsOfBoth(cast),
    troubled(cast, "an answer is cut off", { method: "PUT" }, { type: "truncateBody" }),
    troubled(cast, "an answer comes as HTML", { method: "GET" }, { type: "wrongContentType" }),
    troubled(
        cast,
        "the job moves while it is asked",
        { method: "PUT" },
        { type: "moveJob", state: "Shipping" },
    ),
    both.deletionAnswerLost,
    both.cancellationRefused,
    both.keysNotRead,
    both.movedBeforeUpdate,
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
