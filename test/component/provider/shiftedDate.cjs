/** From now on the date is another by so much. @param ms asked anew each time */
exports.shiftDate = (ms) => {
    const RightDate = Date;
    globalThis.Date = class extends RightDate {
        constructor(...args) {
            if (args.length === 0) super(RightDate.now() + ms());
            else super(...args);
        }
        static now() {
            return RightDate.now() + ms();
        }
    };
};
