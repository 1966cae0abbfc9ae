import type { FaultRequest } from "azure-importexport-emulator";
import { tagged, type Cast } from "./cast";
import type { Scenario } from "./scenario";
import { conflict, hollow, refusal, struck, unavailable, broken } from "./troubles";

/** A creation with a shipment, each of whose requests meets the same. */
export function troubled(
    { shippedOf }: Cast,
    name: string,
    match: FaultRequest["match"],
    action: FaultRequest["action"],
    times = 1,
): Scenario {
    return {
        name,
        play: async (stage) => {
            stage.fault({ match: { job: "photos", ...match }, times, action });
            await stage.up({ photos: shippedOf() });
            await stage.up({ photos: shippedOf() });
        },
    };
}

/** The answers to a creation with a shipment that jobs of both services meet alike. */
export function faultsOfBoth(cast: Cast): Scenario[] {
    const announcement = { method: cast.action };
    return [
        troubled(cast, "looks are answered 503, twice", { method: "GET" }, unavailable, 2),
        troubled(cast, "the creation is answered 503, twice", { method: "PUT" }, unavailable, 2),
        troubled(cast, "the announcement is answered 503, twice", announcement, unavailable, 2),
        troubled(
            cast,
            "the creation's connection breaks before",
            { method: "PUT" },
            broken("before"),
        ),
        troubled(
            cast,
            "the creation's connection breaks after",
            { method: "PUT" },
            broken("after"),
        ),
        troubled(cast, "the announcement's connection breaks after", announcement, broken("after")),
        troubled(
            cast,
            "every request is throttled once",
            {},
            { type: "throttle", retryAfterSeconds: 2 },
            3,
        ),
        troubled(
            cast,
            "a request is throttled without Retry-After",
            { method: "PUT" },
            { type: "throttle" },
        ),
        troubled(cast, "the token has expired", { method: "PUT" }, { type: "expiredToken" }),
    ];
}

/** What goes wrong with jobs of both services alike. */
export function troublesOfBoth(cast: Cast) {
    const {
        word,
        importOf,
        shippedOf,
        shippedExportOf,
        replacing,
        arrived,
        action,
        cancellableOf,
        makeDeletable,
    } = cast;
    return {
        killedAfterCreation: {
            name: `Pulumi is killed after the creation, and the next up takes the ${word} over`,
            isKilled: true,
            play: async (stage) => {
                await stage.up({ photos: importOf() }, { killedAtWrite: 1 });
                await stage.up({ photos: importOf() });
            },
        },
        killedAfterAnnouncement: {
            name: "Pulumi is killed after the shipment was announced",
            isKilled: true,
            play: async (stage) => {
                await stage.up({ photos: shippedOf() }, { killedAtWrite: 1 });
                await stage.up({ photos: shippedOf() });
            },
        },
        killedInReplacement: {
            name: "Pulumi is killed between the two halves of a replacement, and after both",
            isKilled: true,
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                await stage.up({ photos: replacing }, { killedAtWrite: 1 });
                await stage.up({ photos: replacing }, { killedAtWrite: 2 });
                await stage.up({ photos: replacing });
            },
        },
        killedAfterUpdate: {
            name: "Pulumi is killed after an update, and after a deletion",
            isKilled: true,
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                await stage.up({ photos: importOf(tagged) }, { killedAtWrite: 1 });
                await stage.up({ photos: importOf(tagged) });
                await stage.destroy({ killedAtWrite: 1 });
                await stage.destroy();
            },
        },
        unconfirmedAndNotThere: {
            name: "a creation is never confirmed, and is not there: the next up orders",
            play: async (stage) => {
                stage.fault(struck("photos", { method: "PUT" }, hollow("before")));
                await stage.up({ photos: importOf() });
                await stage.preview({ photos: importOf() });
                await stage.up({ photos: importOf() });
            },
        },
        unconfirmedAndThere: {
            name: "a creation is never confirmed, and is there: the next up goes on",
            play: async (stage) => {
                stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
                stage.fault(struck("photos", { method: "GET", nth: 2 }, refusal));
                await stage.up({ photos: importOf() });
                await stage.up({ photos: importOf() });
                await stage.up({ photos: importOf() });
            },
        },
        answerLost: {
            name: `an answer is lost, and the ${word} is found`,
            play: async (stage) => {
                stage.fault(struck("photos", { method: "PUT" }, hollow("after")));
                await stage.up({ photos: importOf() });
            },
        },
        keysNotRead: {
            name: "an export's keys cannot be read",
            play: async (stage) => {
                await stage.up({ pictures: shippedExportOf() });
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
        movedBeforeUpdate: {
            name: `an update is refused since the ${word} has moved`,
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                stage.fault(
                    struck("photos", { method: "GET" }, { type: "moveJob", state: arrived }),
                );
                stage.fault(struck("photos", { method: "PATCH" }, conflict));
                await stage.up({ photos: importOf(tagged) });
                const match = { job: "photos", method: "PATCH" };
                stage.fault({ match, times: 2, action: conflict });
                await stage.up({ photos: importOf({ tags: { team: "photos" } }) });
            },
        },
        deletionAnswerLost: {
            name: "a deletion's answer is lost, and it is refused",
            play: async (stage) => {
                await makeDeletable(stage, ["photos", "films", "tapes"]);
                stage.fault(struck("photos", { method: "DELETE" }, broken("after")));
                stage.fault(struck("films", { method: "DELETE" }, refusal));
                const match = { job: "tapes", method: "DELETE" };
                stage.fault({ match, times: 2, action: unavailable });
                await stage.destroy();
                await stage.destroy();
            },
        },
        cancellationRefused: {
            name: "a cancellation is refused, and its answer is lost",
            play: async (stage) => {
                await stage.up({ photos: cancellableOf(), films: cancellableOf() });
                stage.fault(struck("photos", { method: action }, conflict));
                stage.fault(struck("films", { method: action }, broken("after")));
                await stage.destroy();
            },
        },
    } satisfies Record<string, Scenario>;
}
