// Virtual Alexa as a device: one utterance a line on standard input, one answer a line on standard output.
// Arguments: the interaction model's file, the skill's address, the skill's id.
"use strict";

const readline = require("node:readline");
const { VirtualAlexa } = require("virtual-alexa");

const [model, address, skill] = process.argv.slice(2);
const alexa = VirtualAlexa.Builder().interactionModelFile(model).skillURL(address).applicationID(skill).create();
let asked;
alexa.filter((request) => { asked = request; });

async function turn(words) {
    try {
        const answer = await alexa.utter(words);
        return { request: asked.request, isNew: asked.session.new, answer };
    } catch (error) {
        return { error: String(error) };
    }
}

(async () => {
    for await (const words of readline.createInterface({ input: process.stdin })) {
        process.stdout.write(JSON.stringify(await turn(words)) + "\n");
    }
})();
