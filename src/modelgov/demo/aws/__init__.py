"""AWS as the demo emulates it: moto, and beside it what moto lacks or does differently from AWS."""
