"""Papermill's parameters for notebooks in TypeScript: `papermill -p epochs 2 in.ipynb out.ipynb`.

Papermill finds plugins by the entry points of its engines, so this registers the translator of
the language `typescript` beside an engine that is papermill's own.
"""

import json
import math

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    """Parameters as TypeScript: each `let`, so that a later cell may assign to it."""

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        return repr(val) if math.isfinite(val) else f"{'-' if val < 0 else ''}Infinity"

    @classmethod
    def translate_str(cls, val):
        return json.dumps(str(val))

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(item) for item in val)}]"

    @classmethod
    def translate_dict(cls, val):
        items = (f"{cls.translate_str(key)}: {cls.translate(item)}" for key, item in val.items())
        return f"{{ {', '.join(items)} }}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"


papermill_translators.register("typescript", TypeScriptTranslator)


class DermlabEngine(NBClientEngine):
    """The engine of every notebook; it brings the translator with it."""
