// Loaded before Ghost: no other computer is looked up, so that nothing leaves this one or waits for it.
// The error's code is none that asking again would help with.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  if (['localhost', '127.0.0.1', '::1'].includes(name)) {
    return lookup(name, ...rest);
  }
  const refused = Object.assign(new Error(`${name} is not this computer`), { code: 'EACCES' });
  console.log(refused.message);
  return process.nextTick(rest.at(-1), refused);
};
