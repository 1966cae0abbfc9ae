import { tagged, type Cast } from "./cast";
import type { Scenario } from "./scenario";

/** What jobs of both services go through alike. */
export function scenariosOfBoth(cast: Cast) {
    const {
        word,
        importOf,
        shippedOf,
        exportOf,
        replacing,
        planted,
        arrived,
        replaceable,
        onItsWay,
    } = cast;
    const one = word === "order" ? "an order" : "a job";
    return {
        comesAndGoes: {
            name: "an import goes up, is looked at, and is destroyed",
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                await stage.up({ photos: importOf() });
                await stage.preview({ photos: importOf() });
                await stage.refresh();
                await stage.destroy();
            },
        },
        otherOptions: {
            name: "options of the deletion are changed, which Azure is not told",
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                const deletion = { waitMinutes: 5, inFlight: "refuse" };
                await stage.up({ photos: importOf({ deletion }) });
            },
        },
        announcedAtOnce: {
            name: "a shipment is announced with the creation",
            play: async (stage) => {
                await stage.up({ photos: shippedOf() });
                await stage.up({ photos: shippedOf() });
                stage.move("photos", arrived);
                await stage.refresh();
                await stage.up({ photos: shippedOf() });
            },
        },
        renamed: {
            name: `${one} gets another name`,
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                await stage.up({ photos: importOf({ jobName: "renamed" }) });
                await stage.refresh();
            },
        },
        replaced: {
            name: `${replaceable} is replaced`,
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                await stage.preview({ photos: replacing });
                await stage.up({ photos: replacing });
            },
        },
        notReplaced: {
            name: `${onItsWay} is not replaced`,
            play: async (stage) => {
                await stage.up({ photos: shippedOf() });
                const elsewhere = shippedOf({ location: "eastus" });
                await stage.preview({ photos: elsewhere });
                await stage.up({ photos: elsewhere });
            },
        },
        adopted: {
            name: `${one} is adopted, changed and destroyed`,
            play: async (stage) => {
                stage.emulator.plant(stage.id("photos"), planted(importOf()));
                await stage.up({ photos: importOf({ adoptExisting: true }) });
                await stage.refresh();
                await stage.up({ photos: importOf({ adoptExisting: true, ...tagged }) });
                await stage.destroy();
            },
        },
        notAdopted: {
            name: `${one} that differs, and one of another stack, are not adopted`,
            play: async (stage) => {
                const tags = { "pulumi-owner": "organization/other/prod/photos" };
                const ofAnother = { ...planted(importOf()), tags };
                stage.emulator.plant(stage.id("photos"), ofAnother);
                stage.emulator.plant(stage.id("pictures"), planted(exportOf()));
                await stage.up({ photos: importOf({ adoptExisting: true }) });
                await stage.up({ pictures: importOf({ adoptExisting: true }) });
            },
        },
        nameTaken: {
            name: "the name is taken",
            play: async (stage) => {
                stage.emulator.plant(stage.id("photos"), planted(importOf()));
                await stage.up({ photos: importOf() });
            },
        },
        withoutOwnerTag: {
            name: "a stack that writes no owner tag",
            play: async (stage) => {
                const config = { "azure-importexport:ownerTag": "false" };
                await stage.up({ photos: importOf() }, { config });
                await stage.up({ photos: importOf(tagged) }, { config });
                await stage.refresh({ config });
                await stage.destroy({ config });
            },
        },
    } satisfies Record<string, Scenario>;
}
