import { tryFaults } from "./faults";
import { services } from "./services";

/** `npm run crash` tries all of them. Neither number divides the number of kinds: the sample has every kind. */
const samples: [keyof typeof services, number][] = [
    ["importexport", 11],
    ["databox", 29],
];

describe.each(samples)("faults at requests of every operation of %s", (name, every) => {
    it("are ridden out or told, lose no job, and the same operation gets over them", async () => {
        const { points, problems, riddenOut, told } = await tryFaults(services[name], every);
        expect(problems).toEqual([]);
        expect(points.length).toBeGreaterThan(60);
        expect(Math.min(riddenOut, told)).toBeGreaterThan(20);
    }, 240_000);
});
