// Laptops of PouchDB's own kind: node client.js FOLDER. A line of JSON in, a line of JSON out: seconds, and how many requests.
const fs = require('fs');
const readline = require('readline');
const PouchDB = require('pouchdb').defaults({ prefix: process.argv[2] + '/' });

let requests = 0;
const counted = (url, options) => { requests += 1; return PouchDB.fetch(url, options); };
const remote = (url) => new PouchDB(url, { fetch: counted, skip_setup: true });
const options = (batch) => (batch ? { batch_size: Number(batch) } : {});
const open = new Map();
const local = (name) => open.get(name) || open.set(name, new PouchDB(name)).get(name);

const works = {
  // fill {db, file}: documents from a file, in one batch
  async fill({ db, file }) { await local(db).bulkDocs(JSON.parse(fs.readFileSync(file))); },
  // keep {db, file}: documents with the names of what stood before in each, as they are once they have been edited
  async keep({ db, file }) { await local(db).bulkDocs(JSON.parse(fs.readFileSync(file)), { new_edits: false }); },
  // edit {db, file}: [[id, field, value] …], one revision each, as an app saves them
  async edit({ db, file }) {
    for (const [id, field, value] of JSON.parse(fs.readFileSync(file))) {
      const found = await local(db).get(id);
      found[field] = value;
      await local(db).put(found);
    }
  },
  // make {url}: the database on the server
  async make({ url }) { await new PouchDB(url).info(); },
  // push, pull, sync {db, url, batch}: batch "" for as it comes, else so many documents at once
  async push({ db, url, batch }) { return check(await local(db).replicate.to(remote(url), options(batch))); },
  async pull({ db, url, batch }) { return check(await local(db).replicate.from(remote(url), options(batch))); },
  async sync({ db, url, batch }) {
    const done = await local(db).sync(remote(url), options(batch));
    return check(done.push) + check(done.pull);
  },
  async count({ db }) { return (await local(db).info()).doc_count; },
};

function check(done) {
  if (!done.ok || done.doc_write_failures) throw new Error('replication: ' + JSON.stringify(done.errors));
  return done.docs_written;
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const work = JSON.parse(line);
    requests = 0;
    const began = process.hrtime.bigint();
    const docs = await works[work.do](work);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    console.log(JSON.stringify({ seconds, requests, docs: docs === undefined ? 0 : docs }));
  }
})().catch((error) => { console.error(error); process.exit(1); });
