"""Reads metadata and makes every table of the first notebook."""

import pandas as pd
from side import per_burst, serve

COLUMNS = ["dx", "dx_type", "localization", "sex"]


def explore():
    rows = pd.read_csv("metadata.csv")
    counts = [n for column in COLUMNS for n in rows[column].value_counts()]
    cross = pd.crosstab(rows.dx, rows.localization).to_numpy().ravel().tolist()
    found = (rows.age // 5 * 5).value_counts()
    bins = found.reindex(range(int(found.index.min()), int(found.index.max()) + 5, 5), fill_value=0)
    age = rows.age.describe()
    means = rows.groupby("dx").age.describe()["mean"].tolist()
    unknown = (rows == "unknown").sum()
    missing = [n for column, n in rows.isna().sum().items() for n in (n, unknown[column])]
    images = rows.lesion_id.value_counts()
    several = images[images > 1].sum()
    ages = [age["mean"], age["std"], age["25%"], age["50%"], age["75%"]]
    return [float(n) for n in [*counts, *cross, *bins, *ages, *means, *missing, several]]


def run():
    for _ in range(per_burst):
        check = explore()
    return check


serve({}, run)
