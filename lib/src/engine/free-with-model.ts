import type * as tf from '@tensorflow/tfjs';

/** What is freed; freeing it twice does nothing. */
interface Resource {
  dispose(): void;
}

const resourcesOf = new WeakMap<tf.LayersModel, Set<Resource>>();
const orphans = new FinalizationRegistry<Resource>((resource) => {
  resource.dispose();
});

/**
 * Frees something once its model is disposed, or once nobody holds its owner any more.
 *
 * @param resource - what is freed; it must not hold the owner
 * @param model - whose `dispose` frees it; not where the model is still part of another one
 * @param owner - what the caller was given
 */
export function freeWithModel(resource: Resource, model: tf.LayersModel, owner: object): void {
  const resources = resourcesOf.get(model) ?? watchModel(model);
  resources.add(resource);
  orphans.register(owner, resource, resource);
}

/**
 * Forgets what has been freed.
 *
 * @param resource - as it was given to `freeWithModel`
 * @param model - likewise
 */
export function forgetResource(resource: Resource, model: tf.LayersModel): void {
  resourcesOf.get(model)?.delete(resource);
  orphans.unregister(resource);
}

function watchModel(model: tf.LayersModel): Set<Resource> {
  const resources = new Set<Resource>();
  resourcesOf.set(model, resources);
  const dispose = model.dispose.bind(model);
  model.dispose = () => {
    const result = dispose();
    if (result.refCountAfterDispose === 0) {
      for (const resource of [...resources]) resource.dispose();
    }
    return result;
  };
  return resources;
}
