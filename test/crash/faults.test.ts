import { tryFaults } from "./faults";

describe("faults at requests of every operation", () => {
    it("are ridden out or told, lose no job, and the same operation gets over them", async () => {
        // `npm run crash` tries all of them. 7 divides nothing here: the sample has every kind and every request.
        const { points, problems, riddenOut, told } = await tryFaults(7);
        expect(problems).toEqual([]);
        expect(points.length).toBeGreaterThan(120);
        expect(Math.min(riddenOut, told)).toBeGreaterThan(30);
    });
});
