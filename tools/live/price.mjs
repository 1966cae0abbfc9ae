// What a run may cost, said before anything is made.
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { SetupError } from "../progress.mjs";

const warning = `PRICE: --create makes a job in your subscription, with an invented drive that is never shipped, and deletes it again.
Microsoft charges for drives that are handled and for shipping. A job that is deleted before a drive was sent is expected
to cost nothing, but no page promises it: look at your price list first.`;
const orderWarning = `--order makes an order of Azure Data Box besides, and cancels it. By isCancellableWithoutFee that was free for a new order
of customer disks when it was recorded; the order is cancelled whatever Azure says. While it is there, Azure locks the
storage account (DATABOX_SERVICE); the kit removes that lock if it was not there before.`;

/** Shows the warning and asks. @throws SetupError unless the user agrees, or has agreed by `--accept-cost` */
export async function agreeToPrice({ order, acceptCost, resourceGroup }, say) {
    say(warning);
    if (order) say(orderWarning);
    if (acceptCost) return;
    if (!process.stdin.isTTY) {
        throw new SetupError("No one is here to agree: add --accept-cost. Nothing was made.");
    }
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(
        `Go on? Type the resource group's name (${resourceGroup}): `,
    );
    terminal.close();
    if (answer.trim() !== resourceGroup) throw new SetupError("Not agreed. Nothing was made.");
}
