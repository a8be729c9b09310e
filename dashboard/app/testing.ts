// What the logic asks of a browser, where there is none.
Object.assign(globalThis, { document: { baseURI: "http://127.0.0.1:8000/app/" } });
