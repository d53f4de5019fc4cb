-- How often the derived tables were filled anew: whoever keeps answers, or columns in memory, sees by it that they are old.
CREATE TABLE fillings (number BIGINT PRIMARY KEY);
