import { args, perBurst, serve } from '../../../bench/side.mjs';

const [start = '0'] = args;
await serve({ start }, () => {
  let sum = Number(start);
  for (let i = 1; i <= perBurst; i += 1) sum += i;
  return sum;
});
