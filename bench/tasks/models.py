"""The models of the tasks in Keras; models.mjs has the same, layer by layer."""

import keras
from keras import layers


def cnn():
    blocks = []
    for filters in (256, 128, 64):
        blocks += [
            layers.Conv2D(filters, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Dropout(0.3),
        ]
    head = [layers.Flatten(), layers.Dense(32), layers.Dense(7, activation="softmax")]
    return keras.Sequential([layers.Input((32, 32, 3)), *blocks, *head])


def mlp():
    return keras.Sequential(
        [
            layers.Input((32, 32, 3)),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(64, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(7, activation="softmax"),
        ]
    )


def residual():
    """A ResNet for 64×64 pixels: three stages of two blocks, 0.7 million parameters."""

    def convolve(x, filters, size=3, strides=1):
        x = layers.Conv2D(filters, size, strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    def block(x, filters, strides):
        y = layers.ReLU()(convolve(x, filters, strides=strides))
        y = convolve(y, filters)
        if strides > 1:
            x = convolve(x, filters, size=1, strides=strides)
        return layers.ReLU()(layers.Add()([x, y]))

    image = layers.Input((64, 64, 3))
    x = layers.MaxPooling2D()(layers.ReLU()(convolve(image, 32)))
    for stage, filters in enumerate((32, 64, 128)):
        x = block(x, filters, strides=1 if stage == 0 else 2)
        x = block(x, filters, strides=1)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(image, layers.Dense(7, activation="softmax")(x))


def vgg16_transfer():
    """Source B's: a frozen VGG16 with random weights, since ImageNet's are not shipped."""
    base = keras.applications.VGG16(include_top=False, weights=None, input_shape=(150, 150, 3))
    base.trainable = False
    return keras.Sequential([base, layers.Flatten(), layers.Dense(7, activation="softmax")])


MODELS = {"cnn": cnn, "mlp": mlp, "residual": residual}
SIZE = {"cnn": 32, "mlp": 32, "residual": 64}
