from foundation.search.models.appearance import Appearance
from foundation.search.models.best_bet import BestBet
from foundation.search.models.change import IndexChange
from foundation.search.models.counted import CountedQuestion
from foundation.search.models.synonym import Synonym

__all__ = ["Appearance", "BestBet", "CountedQuestion", "IndexChange", "Synonym"]
