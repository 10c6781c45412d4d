/**
 * The command as it was typed, quoted where a shell would take it apart.
 *
 * @returns e.g. `npx dermlab sweep source-b-cnn-grouped --grid training.batchSize=16,32`
 */
export function typedCommand(): string {
  const quoted = process.argv
    .slice(2)
    .map((arg) => (/^[\w./=,:@%+~-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`));
  return ['npx dermlab', ...quoted].join(' ');
}
