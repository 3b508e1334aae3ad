"""Names of people, places and organisations in Hindi and English sentences, by linear-chain conditional random fields.

The code is under the Apache License 2.0. The models in ``models/`` were made from CC BY-SA 4.0 data and are under
CC BY-SA 4.0: see MODEL-LICENSE.md beside the package's pyproject.toml.
"""

from karar_names.features import Word, features_of, shape_of
from karar_names.tagger import LANGUAGES, Kind, Name, Tagger, load_tagger, names_of

__version__ = "1.0.0"
__all__ = ["LANGUAGES", "Kind", "Name", "Tagger", "Word", "features_of", "load_tagger", "names_of", "shape_of"]
