"""pandas' view of the embedded metadata: run as `eda.py OUTPUT`, see regenerate.ts."""

import json
import sys
import zipfile
from pathlib import Path

import pandas as pd

ARCHIVE = Path(__file__).parents[2] / "data" / "ham10000" / "ham10000-96x72.zip"
CATEGORICAL = ["dx", "dx_type", "localization", "sex"]
BIN_YEARS = 5


def read_metadata():
    with zipfile.ZipFile(ARCHIVE) as archive, archive.open("HAM10000_metadata.csv") as file:
        return pd.read_csv(file)


def counts(table):
    shares = {column: table[column].value_counts(normalize=True) for column in CATEGORICAL}
    return {
        column: {
            value: {"count": int(count), "percent": 100 * float(shares[column][value])}
            for value, count in table[column].value_counts().items()
        }
        for column in CATEGORICAL
    }


def describe(ages):
    summary = ages.describe()
    names = {"mean": "mean", "sd": "std", "min": "min", "q1": "25%", "median": "50%", "q3": "75%", "max": "max"}
    return {
        "n": int(summary["count"]),
        "missing": int(ages.isna().sum()),
        **{ours: float(summary[theirs]) for ours, theirs in names.items()},
    }


def histogram(ages):
    starts = range(0, int(ages.max()) + BIN_YEARS, BIN_YEARS)
    return [
        {"from": s, "to": s + BIN_YEARS, "count": int(((ages >= s) & (ages < s + BIN_YEARS)).sum())}
        for s in starts
    ]


def crosstab(table, first, second):
    cross = pd.crosstab(table[first], table[second])
    return {"columns": list(cross.columns), "rows": {v: [int(n) for n in cross.loc[v]] for v in cross.index}}


def lesions(table):
    images = table.groupby("lesion_id").size()
    several = images[images > 1]
    return {
        "lesions": len(images),
        "lesionsWithSeveralImages": len(several),
        "imagesOfThem": int(several.sum()),
        "mostImagesOfOneLesion": int(images.max()),
    }


def main(output):
    table = read_metadata()
    fixture = {
        "versions": {"pandas": pd.__version__},
        "rows": len(table),
        "counts": counts(table),
        "age": describe(table["age"]),
        "ageByDx": {dx: describe(group) for dx, group in table.groupby("dx")["age"]},
        "ageHistogram": histogram(table["age"]),
        "dxByLocalization": crosstab(table, "dx", "localization"),
        "dxBySex": crosstab(table, "dx", "sex"),
        "lesions": lesions(table),
        "missing": {column: int(n) for column, n in table.isna().sum().items()},
        "unknown": {column: int((table[column] == "unknown").sum()) for column in table.columns},
    }
    Path(output).write_text(json.dumps(fixture, indent=1, allow_nan=False) + "\n")


main(sys.argv[1])
