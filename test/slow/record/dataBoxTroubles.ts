import { deliverToDcPackageDetails, importOrder } from "../../fixtures/diskInputs";
import { broken, hollow, refusal, struck, unavailable } from "./troubles";
import type { Scenario } from "./scenario";
import { cast } from "./dataBoxCast";
import { faultsOfBoth, troubled, troublesOfBoth } from "./troublesOfBoth";

const both = troublesOfBoth(cast);

const shipped = importOrder({ deliverToDcPackageDetails });

const operationResults = { operation: "DataBox.OperationResults_Get" };

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
    both.answerLost,
];

const faults: readonly Scenario[] = [
    ...faultsOfBoth(cast),
    troubled(
        cast,
        "an answer is cut off",
        { operation: "DataBox.Jobs_Get", nth: 2 },
        { type: "truncateBody" },
    ),
    troubled(cast, "an answer comes as HTML", { method: "GET" }, { type: "wrongContentType" }),
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
    both.deletionAnswerLost,
    both.cancellationRefused,
    both.keysNotRead,
    both.movedBeforeUpdate,
];

export const dataBoxTroubles: readonly Scenario[] = [...creations, ...faults];
