/** One cell of a matrix that is written as text. */
export interface Cell {
    /** The first column: where the job is. */
    readonly row: string;
    readonly operation: string;
    readonly status: number;
    /** What becomes of the job: the sign after the status. */
    readonly after: string;
}

/** The cells of a text with columns of two blanks or more between them, and their names in the first line. */
export function cells(table: string): Cell[] {
    const [head, ...rows] = table.trim().split("\n");
    const [, ...columns] = head!.split(/ {2,}/);
    return rows.flatMap((line) => {
        const [row = "", ...answers] = line.split(/ {2,}/);
        return columns.map((operation, index) => {
            const [status, after = ""] = (answers[index] ?? "").split(" ");
            return { row, operation, status: Number(status), after };
        });
    });
}
