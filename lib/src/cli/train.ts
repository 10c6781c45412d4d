import { Command } from 'commander';
import { trainClassFoldersCommand } from './train-class-folders.js';
import { trainClassifyingModelCommand } from './train-classifying-model.js';
import { trainIsic2019Command } from './train-isic2019.js';

/**
 * `dermlab train`: a source project's model on a data set of the user's. Each kind of data has a
 * command of its own, made of `withTrainOptions` and `trainPlan`.
 *
 * @returns the command
 */
export function trainCommand(): Command {
  return new Command('train')
    .description('train a source project’s model on data of yours')
    .addCommand(trainClassifyingModelCommand())
    .addCommand(trainIsic2019Command())
    .addCommand(trainClassFoldersCommand());
}
