import { writeFileSync } from 'node:fs';

writeFileSync('written-by-ours', '42');
console.log('ours');
