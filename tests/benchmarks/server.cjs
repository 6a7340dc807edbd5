// Amazon's own server for Node: ask-sdk-core behind ask-sdk-express-adapter, with its checks of signature and time.
// Argument: the folder with the certificate chain and the test's authority. Both of its checks stay on. Two things are
// given to it, which it needs once for each certificate address and never for a request: the chain comes from a file
// instead of over https, and the test's authority stands among those that Node trusts.
"use strict";

const fs = require("node:fs");
const https = require("node:https");
const path = require("node:path");
const { PassThrough } = require("node:stream");

const folder = process.argv[2];

https.get = (url, answered) => {
    const response = new PassThrough();
    response.statusCode = 200;
    process.nextTick(() => {
        answered(response);
        response.end(fs.readFileSync(path.join(folder, path.basename(new URL(url).pathname))));
    });
    return { on() { return this; }, end() {} };
};

const helper = require(path.join(path.dirname(require.resolve("ask-sdk-express-adapter")), "verifier", "helper"));
const { generateCAStore } = helper;
helper.generateCAStore = (roots) => generateCAStore([...roots, fs.readFileSync(path.join(folder, "roots.pem"), "utf8")]);

const { SkillBuilders, getIntentName, getRequestType } = require("ask-sdk-core");
const { ExpressAdapter } = require("ask-sdk-express-adapter");
const express = require("express");

const SPOKEN = "Are you numb between your legs? Or when you wipe?";

function says(matches) {
    return {
        canHandle: ({ requestEnvelope }) => matches(requestEnvelope),
        handle({ attributesManager, responseBuilder }) {
            attributesManager.setSessionAttributes({ ...attributesManager.getSessionAttributes(), turns: 1 });
            return responseBuilder.speak(SPOKEN).reprompt(SPOKEN).getResponse();
        },
    };
}

function isIntent(name) {
    return (envelope) => getRequestType(envelope) === "IntentRequest" && getIntentName(envelope) === name;
}

const skill = SkillBuilders.custom().addRequestHandlers(
    says((envelope) => getRequestType(envelope) === "LaunchRequest"),
    ...["YesIntent", "StopIntent", "HelpIntent", "NoIntent", "RepeatIntent"].map((name) => says(isIntent(`AMAZON.${name}`))),
    says(() => true),
).create();

const app = express();
app.post("/alexa", new ExpressAdapter(skill, true, true).getRequestHandlers());
const server = app.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
